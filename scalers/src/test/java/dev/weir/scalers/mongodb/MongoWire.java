package dev.weir.scalers.mongodb;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** Messages of MongoDB's wire protocol, as far as a client of one count sends and takes them. */
final class MongoWire {

    private static final int HEADER_BYTES = 16;
    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;

    private MongoWire() {}

    /** A question; of the sections of an OP_MSG the first. */
    record Asked(int id, boolean legacy, BsonDocument body) {

        String command() {
            return body.getFirstKey();
        }
    }

    /** Reads a whole message. */
    static Asked read(Buffer message) {
        int code = message.getIntLE(12);
        int at = HEADER_BYTES + 4;
        if (code == OP_QUERY) {
            while (message.getByte(at) != 0) {
                at++;
            }
            at += 1 + 8;
        } else if (code == OP_MSG && message.getByte(at) == 0) {
            at++;
        } else {
            throw new IllegalArgumentException("operation " + code);
        }
        int length = message.getIntLE(at);
        return new Asked(message.getIntLE(4), code == OP_QUERY, document(message.getBytes(at, at + length)));
    }

    /** The answer to a question. */
    static Buffer answer(Asked asked, BsonDocument body) {
        Buffer content = Buffer.buffer();
        if (asked.legacy()) {
            content.appendIntLE(8).appendLongLE(0).appendIntLE(0).appendIntLE(1);
        } else {
            content.appendIntLE(0).appendByte((byte) 0);
        }
        content.appendBytes(bytes(body));
        return header(content.length(), asked).appendBuffer(content);
    }

    /** The header of an answer that claims to have so much content. */
    static Buffer header(int contentBytes, Asked asked) {
        return Buffer.buffer()
                .appendIntLE(HEADER_BYTES + contentBytes)
                .appendIntLE(1)
                .appendIntLE(asked.id())
                .appendIntLE(asked.legacy() ? OP_REPLY : OP_MSG);
    }

    private static BsonDocument document(byte[] bytes) {
        return new BsonDocumentCodec()
                .decode(
                        new BsonBinaryReader(ByteBuffer.wrap(bytes)),
                        DecoderContext.builder().build());
    }

    private static byte[] bytes(BsonDocument document) {
        BasicOutputBuffer out = new BasicOutputBuffer();
        new BsonDocumentCodec()
                .encode(
                        new BsonBinaryWriter(out),
                        document,
                        EncoderContext.builder().build());
        return out.toByteArray();
    }
}
