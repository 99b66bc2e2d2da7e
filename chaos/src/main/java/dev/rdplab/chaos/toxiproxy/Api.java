package dev.rdplab.chaos.toxiproxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The HTTP interface: requests to {@link Proxies} and back. Runs on one thread for all clients. */
final class Api extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Proxies proxies;

    Api(Proxies proxies) {
        this.proxies = proxies;
    }

    /** @param body null for none */
    private record Answer(int status, String type, String body) {
        static Answer json(int status, JsonNode node) {
            return new Answer(status, "application/json", node.toString());
        }

        static Answer empty() {
            return new Answer(204, null, null);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        var answer = answer(request);
        var body = answer.body() == null
                ? Unpooled.EMPTY_BUFFER
                : Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8);
        var response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
        if (answer.type() != null) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.type());
        }
        if (answer.status() != 204) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        boolean keep = HttpUtil.isKeepAlive(request);
        HttpUtil.setKeepAlive(response, keep);
        var written = context.writeAndFlush(response);
        if (!keep) {
            written.addListener(done -> context.close());
        }
    }

    private Answer answer(FullHttpRequest request) {
        // A browser must not be talked into driving the proxy by a page from elsewhere.
        if (request.headers().get(HttpHeaderNames.USER_AGENT, "").startsWith("Mozilla/")) {
            return new Answer(403, TEXT, "User agent not allowed\n");
        }
        if (!request.decoderResult().isSuccess()) {
            return new Answer(400, TEXT, "400 Bad Request");
        }
        try {
            return route(request);
        } catch (ApiError e) {
            // The original declares its JSON errors as plain text.
            return new Answer(e.status(), TEXT, error(e) + "\n");
        }
    }

    private Answer route(FullHttpRequest request) throws ApiError {
        var path = new ArrayList<String>();
        for (String part : new QueryStringDecoder(request.uri()).rawPath().split("/")) {
            if (!part.isEmpty()) {
                path.add(QueryStringDecoder.decodeComponent(part));
            }
        }
        String method = request.method().name();
        int depth = path.size();
        String first = depth == 0 ? "" : path.get(0);
        if (depth == 1) {
            return top(first, method, request);
        }
        if (depth < 2
                || depth > 4
                || !first.equals("proxies")
                || depth > 2 && !path.get(2).equals("toxics")) {
            return notFound();
        }
        return switch (depth) {
            case 2 -> proxy(method, path.get(1), request);
            case 3 -> toxics(method, path.get(1), request);
            default -> toxic(method, path.get(1), path.get(3), request);
        };
    }

    private Answer top(String name, String method, FullHttpRequest request) throws ApiError {
        return switch (name + " " + method) {
            case "version GET" -> new Answer(200, "text/plain;charset=utf-8", EmbeddedToxiproxy.VERSION);
            case "proxies GET" -> Answer.json(200, proxies.toJson(JSON));
            case "proxies POST" ->
                Answer.json(201, proxies.create(body(request)).toJson(JSON));
            case "populate POST" -> populate(request);
            case "reset POST" -> {
                proxies.reset();
                yield Answer.empty();
            }
            default -> List.of("version", "proxies", "populate", "reset").contains(name) ? notAllowed() : notFound();
        };
    }

    private Answer proxy(String method, String name, FullHttpRequest request) throws ApiError {
        return switch (method) {
            case "GET" -> Answer.json(200, proxies.get(name).toJson(JSON));
            // PATCH is how later versions of the original want it.
            case "POST", "PATCH" -> {
                var proxy = proxies.get(name);
                proxy.update(body(request));
                yield Answer.json(200, proxy.toJson(JSON));
            }
            case "DELETE" -> {
                proxies.remove(name);
                yield Answer.empty();
            }
            default -> notAllowed();
        };
    }

    private Answer toxics(String method, String name, FullHttpRequest request) throws ApiError {
        return switch (method) {
            case "GET" -> Answer.json(200, proxies.get(name).toxicsJson(JSON));
            case "POST" -> Answer.json(200, proxies.get(name).add(body(request)).toJson(JSON));
            default -> notAllowed();
        };
    }

    private Answer toxic(String method, String name, String toxic, FullHttpRequest request) throws ApiError {
        var proxy = proxies.get(name);
        return switch (method) {
            case "GET" -> Answer.json(200, proxy.toxic(toxic).toJson(JSON));
            case "POST", "PATCH" ->
                Answer.json(200, proxy.change(toxic, body(request)).toJson(JSON));
            case "DELETE" -> {
                proxy.delete(toxic);
                yield Answer.empty();
            }
            default -> notAllowed();
        };
    }

    private Answer populate(FullHttpRequest request) {
        var answer = JSON.createObjectNode();
        try {
            var created = proxies.populate(parse(request));
            var list = answer.putArray("proxies");
            created.forEach(p -> list.add(p.toJson(JSON)));
            return Answer.json(201, answer);
        } catch (ApiError e) {
            answer.put("error", e.getMessage()).put("status", e.status()).putNull("proxies");
            return Answer.json(e.status(), answer);
        }
    }

    private static JsonNode body(FullHttpRequest request) throws ApiError {
        var node = parse(request);
        if (!node.isObject()) {
            throw ApiError.badBody("an object is expected, not " + node.getNodeType());
        }
        return node;
    }

    private static JsonNode parse(FullHttpRequest request) throws ApiError {
        try {
            var node = JSON.readTree(request.content().toString(StandardCharsets.UTF_8));
            if (node.isMissingNode()) {
                throw ApiError.badBody("EOF");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw ApiError.badBody(e.getOriginalMessage());
        }
    }

    private static JsonNode error(ApiError e) {
        return JSON.createObjectNode().put("error", e.getMessage()).put("status", e.status());
    }

    private static Answer notFound() {
        return new Answer(404, TEXT, "404 page not found\n");
    }

    private static Answer notAllowed() {
        return new Answer(405, null, null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            org.slf4j.LoggerFactory.getLogger(Api.class).warn("request failed", cause);
        }
        context.close();
    }
}
