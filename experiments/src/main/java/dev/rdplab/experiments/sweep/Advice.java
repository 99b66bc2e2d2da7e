package dev.rdplab.experiments.sweep;

/** What turning one knob does, all else being equal. */
public sealed interface Advice permits Change, TimeChange {

    /** The knob's word. */
    String setting();

    /** Whether it helps, and chance is out of the question. */
    boolean isCertain();

    /** One sentence with its evidence. */
    String sentence();
}
