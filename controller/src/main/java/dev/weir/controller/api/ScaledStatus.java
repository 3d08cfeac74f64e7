package dev.weir.controller.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the statuses of ScaledObjects and of ScaledJobs have in common. */
public interface ScaledStatus {

    @Nullable
    List<Condition> getConditions();

    void setConditions(@Nullable List<Condition> conditions);

    /** RFC 3339. */
    @Nullable
    String getLastActiveTime();

    void setTriggersTypes(@Nullable String triggersTypes);

    void setAuthenticationsTypes(@Nullable String authenticationsTypes);
}
