package dev.rdplab.console;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of the interface: checks who asks, hands whole requests to {@link AdminApi}, and keeps the time. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

    private final AdminApi api;
    private final AdminEvents events;
    private final AdminOptions options;
    private ScheduledFuture<?> deadline;
    private boolean answering = true;
    private volatile boolean idle = true;

    AdminHandler(AdminApi api, AdminEvents events, AdminOptions options) {
        this.api = api;
        this.events = events;
        this.options = options;
    }

    /** Whether it waits for a request: then it may be closed for another connection. */
    boolean idle() {
        return idle;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitRequest(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.cancel(false);
    }

    private void awaitRequest(ChannelHandlerContext context) {
        idle = true;
        deadline = context.executor()
                .schedule(
                        () -> {
                            context.close();
                        },
                        options.requestLimit().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!answering) {
            return;
        }
        deadline.cancel(false);
        idle = false;
        try {
            var uri = new QueryStringDecoder(request.uri());
            Sender.check(request, PageFiles.isOpen(uri.path()) ? Optional.empty() : options.token(), options.token());
            if (uri.path().equals("/events")) {
                stream(context, request);
                return;
            }
            var answer = api.answer(
                    new AdminApi.Request(request.method().name(), uri.path(), uri.parameters(), body(request)));
            respond(context, request, 200, "", answer);
        } catch (Problem problem) {
            respond(context, request, problem.status(), problem.allowed(), error(problem.getMessage()));
        } catch (IllegalArgumentException badUri) {
            respond(context, request, 400, "", error("the address cannot be read"));
        } catch (RuntimeException ours) {
            LOG.warn("an admin request failed", ours);
            respond(context, request, 500, "", error("internal error"));
        }
    }

    private static String body(FullHttpRequest request) {
        if (!request.content().isReadable()) {
            return "";
        }
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (!type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            throw new Problem(415, "a body must be application/json");
        }
        try {
            var bytes = new byte[request.content().readableBytes()];
            request.content().getBytes(request.content().readerIndex(), bytes);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Problem(400, "the body is not UTF-8 text");
        }
    }

    /** Nothing is kept, nothing is loaded from elsewhere, and no other page may show it. */
    private static HttpHeaders protect(HttpHeaders headers, String policy) {
        return headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, policy);
    }

    private void stream(ChannelHandlerContext context, FullHttpRequest request) {
        if (!request.method().name().equals("GET")) {
            throw Problem.notAllowed(request.method().name(), "GET");
        }
        if (!events.add(context.channel())) {
            throw new Problem(429, "there are " + AdminEvents.MAX_STREAMS + " streams already");
        }
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        protect(head.headers(), Answer.STRICT)
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        context.writeAndFlush(head);
    }

    private static Answer error(String message) {
        return Answer.json(Views.object().put("error", message));
    }

    private void respond(
            ChannelHandlerContext context, FullHttpRequest request, int status, String allowed, Answer answer) {
        var content = Unpooled.wrappedBuffer(answer.content());
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        protect(response.headers(), answer.policy())
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        if (!answer.file().isEmpty()) {
            response.headers()
                    .set(HttpHeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + answer.file() + "\"");
        }
        if (!allowed.isEmpty()) {
            response.headers().set(HttpHeaderNames.ALLOW, allowed);
        }
        boolean keep = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        if (!keep) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        var written = context.writeAndFlush(response);
        if (keep) {
            awaitRequest(context);
        } else {
            written.addListener(done -> endAnswering(context));
        }
    }

    /**
     * Ends our half and reads on until the client ends its own: who closes with bytes unread resets the connection, and the
     * client may lose the answer with it.
     */
    private void endAnswering(ChannelHandlerContext context) {
        answering = false;
        ((DuplexChannel) context.channel()).shutdownOutput();
        awaitRequest(context); // none is answered, but the limit is the same
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        events.writable(context.channel());
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("an admin connection failed", cause);
        context.close();
    }
}
