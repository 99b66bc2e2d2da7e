package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.CodeSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The words that say of which table a number is, as people write them before it: {@code exit:131}, {@code Schannel 36870}. */
final class Choosers {

    /** What was chosen. @param provider part of the name of an event's provider; empty for any */
    record Choice(List<CodeSpace> spaces, String provider) {

        static final Choice NONE = new Choice(List.of(), "");

        static Choice of(CodeSpace... spaces) {
            return new Choice(List.of(spaces), "");
        }

        boolean any() {
            return spaces.isEmpty();
        }
    }

    private static final Choice EXITS = Choice.of(CodeSpace.XFREERDP_EXIT, CodeSpace.RDESKTOP_EXIT);
    private static final Choice EVENTS = Choice.of(CodeSpace.EVENT);
    private static final Choice SYSTEM = Choice.of(CodeSpace.WIN32, CodeSpace.WINSOCK);
    private static final Choice SOCKETS = Choice.of(CodeSpace.ERRNO, CodeSpace.WINSOCK);
    private static final Choice NTSTATUS = Choice.of(CodeSpace.NTSTATUS, CodeSpace.HRESULT);

    /** Single words, for {@code word:number} and for a word that stands before a number. */
    private static final Map<String, Choice> WORDS = words();

    /** Phrases at the end of what stands before a number, the longest first. */
    private static final List<Map.Entry<Pattern, Choice>> PHRASES = List.of(
            phrase(
                    "curl[ :(]*((exit(ed)?|returned|error|rc|status|code|command|failed|with) ?)+",
                    Choice.of(CodeSpace.CURL)),
            phrase(
                    "gnutls(_[a-z_]+)?([(][)])?[ :(]*((recv|send|handshake|read|write|returned|error|status|code|failed|with) ?)*",
                    Choice.of(CodeSpace.GNUTLS)),
            phrase(
                    "osstatus( error)?( code)?|secure ?transport( error)?|kcfstreamerrordomainssl|_?kcfstreamerrorcodekey|sslhandshake failed",
                    Choice.of(CodeSpace.SECURE_TRANSPORT)),
            phrase("(nss|nspr)[ :(]*((returned|error|status|code|with) ?)*", Choice.of(CodeSpace.NSS)),
            phrase(
                    "events?[- ]?(log )?(ids?|numbers?|nos?|code)?|eventids?|(ereignis|evento|événement|événements|evenement)[- ]?(id|kennung|code)?"
                            + "|id[. ]*(d[eiu]l? ?|de l.)?(evento|événement|événements)|事件 ?(id|识别码)?|事件識別碼|イベント ?(id)?|이벤트 ?(id)?"
                            + "|код (события|події)|идентификатор события|identyfikator zdarzenia|gebeurtenis-?id|händelse-?id|hændelses-?id"
                            + "|hendelses-?id|tapahtuman tunnus|olay kimliği|id události|esemény ?azonosító(ja)?",
                    EVENTS),
            phrase(
                    "(exit(ed|s)?|return(ed|s)?|ended|status|process).{0,12}(status|code|value|with)|exit|exited|rc|\\$\\?|errorlevel",
                    EXITS),
            phrase(
                    "(sub|unter)[- ]?status|nt ?status|tsrequest\\W*error ?code|statuscode|sub ?estado|sous-état",
                    NTSTATUS),
            phrase(
                    "alert( ?[(]2[)])?( number| code| desc(ription)?| message)?|schwerwiegende fehlercode lautet|alertdesc(ription)?|fatal (error|alert) code"
                            + "|fatal alert( was)? (received|generated|sent)|schwerwiegende[rn]? warnung.{0,20}|alerte .{0,25}|alerta .{0,25}",
                    Choice.of(CodeSpace.TLS_ALERT)),
            phrase(
                    "os error|errno|socket( error)?|returned a system error|wsa ?(error)?|winsock( error)?|code=",
                    SOCKETS),
            phrase("system error|systemfehler|erreur système|error de sistema|errore di sistema", SYSTEM),
            phrase(
                    "failure ?code(: [a-z /]{4,80})?|nego(tiation)?( failure)?( code)?|rdp_neg_failure",
                    Choice.of(CodeSpace.NEGOTIATION)),
            phrase(
                    "(set ?)?error ?info( pdu| value)?|errinfo|(has been|wurde) (disconnected|getrennt), (reason code|ursachencode|grundcode)",
                    Choice.of(CodeSpace.ERRINFO)),
            phrase("(selected|requested) ?protocols?", Choice.of(CodeSpace.PROTOCOL)),
            phrase("disc(onnect)? ?reason( code)?|disconnect code", Choice.of(CodeSpace.MSTSC)),
            phrase(
                    "krb[-_ ]?err(or)?( code)?|kerberos( error)?( code)?|476[89].{0,40}(failure|result) code|4771.{0,40}failure code",
                    Choice.of(CodeSpace.KRB_ERROR)),
            phrase("hresult|hr", Choice.of(CodeSpace.HRESULT, CodeSpace.NTSTATUS)),
            phrase("licen[sc](e|ing) error( code)?", Choice.of(CodeSpace.LICENSE)),
            phrase(
                    "win32( error)?|following error occurred|folgender fehler ist aufgetreten|fehler ist aufgetreten",
                    Choice.of(CodeSpace.WIN32)),
            phrase("mcs result", Choice.of(CodeSpace.MCS)),
            phrase("ultimatum( reason)?", Choice.of(CodeSpace.ULTIMATUM)));

    /** Whether what stands before a number says, in some language, that it is the extended code. */
    private static final Pattern EXTENDED = Pattern.compile(
            "ext[eé]n|erweitert|étend|esteso|estesa|ampliad|estendid|uitgebreid|rozszerz|расшир|udvid|utöka|utvid|laajenn|拡張|扩展|擴充|延伸|확장|genişlet|розшир|rozšíř|kibővít",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final int LONGEST_FIELD = 90;

    /** The words right before a number that call it the code of an error, in the languages of mstsc. */
    private static final Pattern ERROR_CODE = Pattern.compile(
            "(error[ -]?code|fehlercode|code d'erreur|código de error|codice errore|код ошибки|错误代码|エラー ?コード)$");

    /** What names the number that follows in an event: the name of a field, or a word that says what it is. */
    private static final String FIELD =
            "(?s).*(code|reason|result|status|value|wert|valor|valeur|desc|alert|fehler|error|with|is|lautet)\\W*";

    /** What the number beside the id of an event is. */
    private static final Map<Long, Choice> EVENT_FIELDS = Map.ofEntries(
            Map.entry(1026L, Choice.of(CodeSpace.MSTSC)),
            Map.entry(36887L, Choice.of(CodeSpace.TLS_ALERT)),
            Map.entry(36888L, Choice.of(CodeSpace.TLS_ALERT)),
            Map.entry(40L, Choice.of(CodeSpace.ERRINFO)),
            Map.entry(103L, Choice.of(CodeSpace.ERRINFO)),
            Map.entry(4768L, Choice.of(CodeSpace.KRB_ERROR)),
            Map.entry(4769L, Choice.of(CodeSpace.KRB_ERROR)),
            Map.entry(4771L, Choice.of(CodeSpace.KRB_ERROR)),
            Map.entry(4776L, NTSTATUS));

    /** What stands between the numbers of a list. */
    private static final Pattern LIST = Pattern.compile(
            "[\\s,;/&+、]*(and|or|und|oder|et|ou|y|e|o|и|или|と|和|与)?[\\s,;/&+、]*", Pattern.CASE_INSENSITIVE);

    private static final Pattern ERROR = Pattern.compile("(error|fehler|erreur)( code)?$");

    /** A provider or channel at the end, as in {@code Microsoft-Windows-...-RdpCoreTS/Operational}. */
    private static final Pattern CHANNEL = Pattern.compile(
            "(rdpcorets|remoteconnectionmanager|localsessionmanager|rdpclient|clientactivexcore|schannel|termdd|lsasrv|terminalservices-gateway)(/operational)?( event)?( id)?$");

    private static final Pattern PROVIDER = Pattern.compile(
            "rdpcorets|remoteconnectionmanager|localsessionmanager|rdpclient|clientactivexcore|schannel|termdd|lsasrv|security-auditing|kerberos|terminalservices-gateway");

    private static final Pattern CODE = Pattern.compile(
            "(code|error|err|number|no|nr|status|reason|result|value|#|fehler|fehlercode|erreur|código|codice|kod|код|ошибка|错误|代码|コード|エラー|코드)$");

    private Choosers() {}

    /**
     * What the text before a number chooses.
     *
     * @param before from the previous code on, or from the beginning
     * @param last what was chosen for the previous code: it holds for a list of numbers too
     */
    static Choice of(String before, Choice last) {
        if (!last.any() && LIST.matcher(before).matches()) {
            return last;
        }
        String end = trimmed(before).toLowerCase(Locale.ROOT);
        if (last.spaces().contains(CodeSpace.EVENT) && ERROR.matcher(end).find()) {
            return SYSTEM;
        }
        for (var phrase : PHRASES) {
            if (phrase.getKey().matcher(end).find()) {
                var choice = phrase.getValue();
                return choice == EVENTS ? new Choice(choice.spaces(), provider(end)) : choice;
            }
        }
        String word =
                end.substring(Math.max(end.lastIndexOf(' '), Math.max(end.lastIndexOf('('), end.lastIndexOf(','))) + 1);
        if (WORDS.containsKey(word)) {
            return WORDS.get(word);
        }
        String provider = CHANNEL.matcher(end).find() ? provider(end) : "";
        return provider.isEmpty() ? Choice.NONE : new Choice(List.of(CodeSpace.EVENT), provider);
    }

    /** The provider that is named last. */
    private static String provider(String text) {
        String last = "";
        var matcher = PROVIDER.matcher(text);
        while (matcher.find()) {
            last = matcher.group();
        }
        return switch (last) {
            case "clientactivexcore" -> "rdpclient";
            case "security-auditing" -> "security-auditing";
            default -> last;
        };
    }

    /**
     * What a number in the text of an event is, beside the event's own id.
     *
     * @param event the id that stands before it
     * @param between what stands between the two
     */
    static Choice field(long event, String between) {
        boolean named = between.length() <= LONGEST_FIELD
                && between.toLowerCase(Locale.ROOT).matches(FIELD);
        boolean list = between.length() <= 2 && between.contains("(");
        return !named && !list ? Choice.NONE : EVENT_FIELDS.getOrDefault(event, Choice.NONE);
    }

    /** The words that choose a table, sorted. */
    static List<String> tables() {
        return WORDS.keySet().stream().sorted().toList();
    }

    /** Whether a word before a colon chooses nothing and calls nothing a code. */
    static boolean unknown(String word) {
        return of(word + ":", Choice.NONE).any() && !code(word);
    }

    /** Whether the text before a number calls it a code. */
    static boolean code(String before) {
        return CODE.matcher(trimmed(before).toLowerCase(Locale.ROOT)).find();
    }

    /** Whether the words right before a number call it the code of an error. */
    static boolean errorCode(String before) {
        return ERROR_CODE.matcher(trimmed(before).toLowerCase(Locale.ROOT)).find();
    }

    static boolean extended(String before) {
        return EXTENDED.matcher(before).find();
    }

    /** The words that choose this table alone, for a hint. */
    static String wordOf(CodeSpace space) {
        return switch (space) {
            case XFREERDP_EXIT -> "xfreerdp";
            case RDESKTOP_EXIT -> "rdesktop";
            case NEGOTIATION -> "neg";
            case TLS_ALERT -> "alert";
            case KRB_ERROR -> "krb";
            default -> space.word();
        };
    }

    private static String trimmed(String before) {
        int end = before.length();
        while (end > 0 && " \t\n\r:=#([{<\"'`.,;-–—|/\u00a0".indexOf(before.charAt(end - 1)) >= 0) {
            end--;
        }
        return before.substring(0, end);
    }

    private static Map.Entry<Pattern, Choice> phrase(String regex, Choice choice) {
        return Map.entry(
                Pattern.compile("(^|[^\\p{L}])(" + regex
                        + ")( (is|was|of|with|has|lautet|ist|est|es))?( [(][0-9]+ bytes?[)])?$"),
                choice);
    }

    private static Map<String, Choice> words() {
        var words = new LinkedHashMap<String, Choice>();
        for (CodeSpace space : CodeSpace.values()) {
            words.put(space.word(), Choice.of(space));
        }
        words.put("exit", EXITS);
        words.put("freerdp", Choice.of(CodeSpace.FREERDP, CodeSpace.XFREERDP_EXIT));
        words.put("xfreerdp2", Choice.of(CodeSpace.XFREERDP_EXIT));
        words.put("wlfreerdp", Choice.of(CodeSpace.XFREERDP_EXIT));
        words.put("sdl-freerdp", Choice.of(CodeSpace.XFREERDP_EXIT));
        words.put("licensing", Choice.of(CodeSpace.LICENSE));
        words.put("kerberos", Choice.of(CodeSpace.KRB_ERROR));
        words.put("nt", NTSTATUS);
        words.put("predisconnect", Choice.of(CodeSpace.ERRINFO));
        words.put("xfreerdp", Choice.of(CodeSpace.XFREERDP_EXIT));
        words.put("xfreerdp3", Choice.of(CodeSpace.XFREERDP_EXIT));
        words.put("rdesktop", Choice.of(CodeSpace.RDESKTOP_EXIT));
        words.put("neg", Choice.of(CodeSpace.NEGOTIATION));
        words.put("nego", Choice.of(CodeSpace.NEGOTIATION));
        words.put("failurecode", Choice.of(CodeSpace.NEGOTIATION));
        words.put("alert", Choice.of(CodeSpace.TLS_ALERT));
        words.put("tls", Choice.of(CodeSpace.TLS_ALERT));
        words.put("krb", Choice.of(CodeSpace.KRB_ERROR));
        words.put("kdc", Choice.of(CodeSpace.KRB_ERROR));
        words.put("ext", Choice.of(CodeSpace.EXTENDED));
        words.put("reason", Choice.of(CodeSpace.MSTSC));
        words.put("status", NTSTATUS);
        words.put("substatus", NTSTATUS);
        words.put("sec", NTSTATUS);
        words.put("sspi", NTSTATUS);
        words.put("socket", SOCKETS);
        words.put("wsa", Choice.of(CodeSpace.WINSOCK));
        words.put("gateway", Choice.of(CodeSpace.MSTSC));
        words.put("rdgateway", Choice.of(CodeSpace.MSTSC));
        words.put("license", Choice.of(CodeSpace.LICENSE));
        words.put("licence", Choice.of(CodeSpace.LICENSE));
        words.put("x224", Choice.of(CodeSpace.X224_DR));
        words.put("fatal", Choice.of(CodeSpace.MSTSC_FATAL));
        providers(words);
        return words;
    }

    private static void providers(Map<String, Choice> words) {
        var names = new ArrayList<>(List.of(
                "schannel",
                "rdpcorets",
                "rdpclient",
                "remoteconnectionmanager",
                "localsessionmanager",
                "termdd",
                "lsasrv"));
        names.forEach(name -> words.put(name, new Choice(List.of(CodeSpace.EVENT), name)));
        for (String name : List.of("terminalservices", "termservice", "terminalservices-remoteconnectionmanager")) {
            words.put(name, new Choice(List.of(CodeSpace.EVENT), ""));
        }
        words.put("security", new Choice(List.of(CodeSpace.EVENT), "security"));
        words.put("security-auditing", new Choice(List.of(CodeSpace.EVENT), "security"));
        words.put("security-kerberos", new Choice(List.of(CodeSpace.EVENT), "kerberos"));
        words.put("id", new Choice(List.of(CodeSpace.EVENT), ""));
    }
}
