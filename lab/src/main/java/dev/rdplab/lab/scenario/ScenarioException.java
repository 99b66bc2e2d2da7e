package dev.rdplab.lab.scenario;

/** A file of ours that says what cannot be: names the place, what came and what is allowed, in one line. */
public final class ScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String key;
    private final String came;
    private final String allowed;

    /**
     * @param line from 1; 0 when the whole file is meant
     * @param key path of the key, such as {@code faults[0].at.stage}; may be empty
     * @param came what is wrong, as a phrase
     * @param allowed what could stand there; may be empty
     */
    public ScenarioException(String file, int line, String key, String came, String allowed) {
        super(file
                + (line > 0 ? ":" + line : "")
                + ": "
                + (key.isEmpty() ? "" : key + ": ")
                + came
                + (allowed.isEmpty() ? "" : "; allowed: " + allowed));
        this.file = file;
        this.line = line;
        this.key = key;
        this.came = came;
        this.allowed = allowed;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String key() {
        return key;
    }

    public String came() {
        return came;
    }

    public String allowed() {
        return allowed;
    }
}
