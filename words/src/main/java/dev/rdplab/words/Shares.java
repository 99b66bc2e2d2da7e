package dev.rdplab.words;

import java.math.BigDecimal;

/** Shares of a whole: {@code 2%} or {@code 0.02}. */
public final class Shares {

    /** What can be written, for messages. */
    public static final String ALLOWED = "0% to 100%, or 0 to 1";

    /** What can be written, as a regular expression. */
    public static final String PATTERN = "^\\+?[0-9]+(\\.[0-9]+)?\\s*%?$";

    private Shares() {}

    /** 0 to 1. @throws BadValueException saying what is wrong, without a place */
    public static double parse(String text) {
        var quantity = Quantity.of(text)
                .filter(q -> q.unit().isEmpty() || q.unit().equals("%"))
                .orElseThrow(() -> Quantity.bad(text, "is not a share", ALLOWED));
        var share = quantity.unit().isEmpty()
                ? quantity.number()
                : quantity.number().scaleByPowerOfTen(-2);
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw Quantity.bad(text, "is out of bounds", ALLOWED);
        }
        return share.doubleValue();
    }
}
