package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A distance; where both are given the greater one counts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "has(self.percent) || has(self.amount)", message = "percent or amount is needed")
public final class SlewLimit extends OpenBean {

    /** Of the value, compounding. */
    @Min(1)
    @Max(1000)
    private @Nullable Integer percent;

    /** In the unit of the metric. */
    @Pattern("^[0-9]+([.][0-9]+)?$")
    private @Nullable String amount;

    public @Nullable Integer getPercent() {
        return percent;
    }

    public void setPercent(@Nullable Integer percent) {
        this.percent = percent;
    }

    public @Nullable String getAmount() {
        return amount;
    }

    public void setAmount(@Nullable String amount) {
        this.amount = amount;
    }
}
