package dev.weir.gateway.demo;

import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;

/**
 * Keeps the end of a watch off the event loop of the mock server: its own listener waits there, up to a minute, for events on
 * their way, which wait for the same event loop to be sent.
 */
final class WatchConnection extends WebSocketListener {

    private final WebSocketListener watch;

    WatchConnection(WebSocketListener watch) {
        this.watch = watch;
    }

    @Override
    public void onBeforeAccept(WebSocket socket, Response response) {
        watch.onBeforeAccept(socket, response);
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        watch.onOpen(socket, response);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        watch.onClosing(socket, code, reason);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
        aside(() -> watch.onClosed(socket, code, reason));
    }

    @Override
    public void onFailure(WebSocket socket, Throwable fault, Response response) {
        aside(() -> watch.onFailure(socket, fault, response));
    }

    private static void aside(Runnable end) {
        Thread thread = new Thread(end, "demo-watch-end");
        thread.setDaemon(true);
        thread.start();
    }
}
