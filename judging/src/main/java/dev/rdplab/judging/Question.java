package dev.rdplab.judging;

import dev.rdplab.lab.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;

/** Asks the user for the two numbers of the dialog, while it is open. */
public final class Question implements Observer {

    private static final int MOST_TRIES = 3;

    private final BufferedReader in;
    private final PrintWriter out;
    private volatile Optional<String> answer = Optional.empty();

    public Question(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void over() {
        answer = Optional.empty();
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                out.println(
                        "Type the code and the extended code of its dialog, such as 0x904 / 0x7; Enter when there is none:");
                out.flush();
                var line = in.readLine();
                if (line == null || line.isBlank()) {
                    return;
                }
                answer = ShownNumbers.read(Program.MSTSC, line.strip());
                if (answer.isPresent()) {
                    return;
                }
            }
        } catch (IOException noTerminal) {
            answer = Optional.empty();
        }
    }

    @Override
    public Optional<String> shown(Instant began) {
        return answer;
    }
}
