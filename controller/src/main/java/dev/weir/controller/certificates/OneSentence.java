package dev.weir.controller.certificates;

import org.slf4j.Logger;

/** Something that is said when it becomes so, and not again until it is otherwise. One thread at a time. */
final class OneSentence {

    private final Logger log;
    private String said = "";

    OneSentence(Logger log) {
        this.log = log;
    }

    void say(String sentence) {
        if (!sentence.equals(said)) {
            said = sentence;
            log.info(sentence);
        }
    }

    void over() {
        said = "";
    }
}
