package dev.rdplab.diagnosis.logs.rule;

import java.util.List;

/**
 * What follows when a log covers the time of a connection and has none of these records for it.
 *
 * @param channel the channel that must cover the time
 * @param provider who would have written the record
 * @param ids event ids of which there is none
 * @param lowers ids of causes
 * @param minus what is taken off their score
 * @param says one sentence
 */
public record AbsenceRule(
        String channel, String provider, List<Integer> ids, List<String> lowers, int minus, String says) {

    public AbsenceRule {
        ids = List.copyOf(ids);
        lowers = List.copyOf(lowers);
    }
}
