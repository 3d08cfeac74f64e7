package dev.weir.scalers.rabbitmq;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.Future;
import java.time.Duration;

/** One request to the management plugin. */
final class HttpSource implements Source<RabbitReading> {

    private final SourceKey key;
    private final RabbitQuestion.Http question;
    private final HttpAccess access;

    HttpSource(SourceKey key, RabbitQuestion.Http question, ScalerEnvironment environment) {
        this.key = key;
        this.question = question;
        this.access = HttpAccess.open(environment, key, question.tls(), question.identity());
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return question.upstream();
    }

    @Override
    public Class<RabbitReading> readingType() {
        return RabbitReading.class;
    }

    @Override
    public Duration patience() {
        return HttpAccess.patience(question.timeout());
    }

    @Override
    public Future<RabbitReading> poll() {
        return access.send(question.call()).map(this::read);
    }

    private RabbitReading read(HttpAnswer answer) {
        if (answer.status() != 200) {
            throw answer.refused();
        }
        return question.regex() ? ManagementAnswer.page(answer) : ManagementAnswer.queue(answer);
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }
}
