package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import java.util.HashMap;
import java.util.Map;

/** At which stage a PDU is exchanged. */
final class PduStages {

    private static final Map<String, Stage> STAGES = new HashMap<>();

    static {
        at(Stage.X224, PduNames.CONNECTION_REQUEST, PduNames.CONNECTION_CONFIRM);
        at(Stage.CREDSSP, PduNames.TS_REQUEST);
        at(Stage.EARLY_AUTH, PduNames.EARLY_USER_AUTHORIZATION_RESULT);
        at(Stage.RDSTLS, PduNames.RDSTLS_CAPABILITIES, PduNames.RDSTLS_REQUEST, PduNames.RDSTLS_RESPONSE);
        at(Stage.RDS_AAD, PduNames.RDSAAD_NONCE, PduNames.RDSAAD_REQUEST, PduNames.RDSAAD_RESULT);
        at(Stage.MCS_CONNECT, PduNames.CONNECT_INITIAL, PduNames.CONNECT_RESPONSE);
        at(Stage.CHANNEL_JOIN, PduNames.ERECT_DOMAIN_REQUEST);
        at(Stage.CHANNEL_JOIN, PduNames.ATTACH_USER_REQUEST, PduNames.ATTACH_USER_CONFIRM);
        at(Stage.CHANNEL_JOIN, PduNames.CHANNEL_JOIN_REQUEST, PduNames.CHANNEL_JOIN_CONFIRM);
        at(Stage.SECURITY_EXCHANGE, PduNames.SECURITY_EXCHANGE);
        at(Stage.CLIENT_INFO, PduNames.CLIENT_INFO);
        at(Stage.LICENSING, PduNames.LICENSE_REQUEST, PduNames.LICENSE_INFO, PduNames.NEW_LICENSE_REQUEST);
        at(Stage.LICENSING, PduNames.PLATFORM_CHALLENGE, PduNames.PLATFORM_CHALLENGE_RESPONSE);
        at(Stage.LICENSING, PduNames.NEW_LICENSE, PduNames.UPGRADE_LICENSE, PduNames.LICENSE_ERROR);
        at(Stage.CAPABILITIES, PduNames.DEMAND_ACTIVE, PduNames.CONFIRM_ACTIVE);
        at(Stage.FINALIZATION, PduNames.SYNCHRONIZE, PduNames.CONTROL_COOPERATE, PduNames.CONTROL_REQUEST);
        at(Stage.FINALIZATION, PduNames.CONTROL_GRANTED, PduNames.FONT_LIST, PduNames.FONT_MAP);
        at(Stage.ACTIVE, PduNames.FAST_PATH, PduNames.INPUT, PduNames.UPDATE);
        at(Stage.ACTIVE, PduNames.SAVE_SESSION_INFO, PduNames.SHUTDOWN_REQUEST, PduNames.SHUTDOWN_DENIED);
    }

    private PduStages() {}

    /** @param current the answer for a PDU that is exchanged at any stage */
    static Stage of(String name, Stage current) {
        return STAGES.getOrDefault(name, current);
    }

    private static void at(Stage stage, String... names) {
        for (String name : names) {
            STAGES.put(name, stage);
        }
    }
}
