package dev.rdplab.packetlinks;

/** How packets get lost. Shares are probabilities, 0 to 1. */
public sealed interface Loss {

    /** Nothing is lost. */
    Loss NONE = new Independent(0);

    /** The share lost in the long run. */
    double mean();

    static Loss of(double share) {
        return share == 0 ? NONE : new Independent(share);
    }

    /**
     * Whole bursts are lost, and nothing between them.
     *
     * @param mean share lost in the long run, below 1
     * @param length mean number of packets in a burst, at least 1
     */
    static Loss bursts(double mean, double length) {
        if (!(mean >= 0 && mean < 1 && length >= 1)) {
            throw new IllegalArgumentException("bursts of " + length + " packets, mean loss " + mean);
        }
        double toGood = 1 / length;
        return new GilbertElliott(Math.min(1, mean * toGood / (1 - mean)), toGood, 0, 1);
    }

    /** Each packet by itself. */
    record Independent(double share) implements Loss {
        public Independent {
            Bounds.share("loss", share);
        }

        @Override
        public double mean() {
            return share;
        }
    }

    /**
     * A path that is sometimes good and sometimes bad; it may change state before every packet. It begins good.
     *
     * @param toBad probability of good to bad, for each packet
     * @param toGood probability of bad to good, for each packet
     * @param whileGood loss in the good state
     * @param whileBad loss in the bad state
     */
    record GilbertElliott(double toBad, double toGood, double whileGood, double whileBad) implements Loss {
        public GilbertElliott {
            Bounds.share("toBad", toBad);
            Bounds.share("toGood", toGood);
            Bounds.share("whileGood", whileGood);
            Bounds.share("whileBad", whileBad);
        }

        /** The share of packets that meet the bad state, in the long run. */
        public double bad() {
            return toBad == 0 ? 0 : toBad / (toBad + toGood);
        }

        @Override
        public double mean() {
            return bad() * whileBad + (1 - bad()) * whileGood;
        }
    }
}
