package dev.weir.controller.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.api.TriggerAuthenticationSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TriggerAuthenticationRulesTest {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "podIdentity: {provider: azure-workload}",
                "podIdentity: {provider: azure-workload, identityId: a, identityTenantId: b, identityAuthorityHost: c}",
                "podIdentity: {provider: aws, roleArn: a, externalID: b, identityOwner: keda}",
                "podIdentity: {provider: gcp}\noauth2: {type: nobody looks}",
                "oauth2: {type: clientCredentials, clientId: a, tokenUrl: 'https://login.example/token'}",
                "secretTargetRef: []"
            })
    void accepts(String spec) {
        assertEquals(List.of(), problems(spec));
    }

    @Test
    void refusesAnAzureIdentityThatIsEmptyOrHalf() {
        assertEquals(
                List.of(
                        "spec.podIdentity.identityId: is empty; give an id or leave the field out",
                        "spec.podIdentity.identityTenantId: is empty; give an id or leave the field out"),
                problems("podIdentity: {provider: azure-workload, identityId: '', identityTenantId: ''}"));
        assertEquals(
                List.of("spec.podIdentity.identityTenantId: is missing; identityAuthorityHost needs it"),
                problems("podIdentity: {provider: azure-workload, identityAuthorityHost: login.example}"));
    }

    @Test
    void refusesAnAwsRoleThatIsTwoThings() {
        assertEquals(
                List.of("spec.podIdentity.roleArn: cannot be used together with identityOwner \"workload\"; give one of"
                        + " the two"),
                problems("podIdentity: {provider: aws, roleArn: a, identityOwner: workload}"));
        assertEquals(
                List.of("spec.podIdentity.roleArn: is missing; externalID needs it"),
                problems("podIdentity: {provider: aws, externalID: a}"));
    }

    @Test
    void refusesOAuthThatCannotAsk() {
        assertEquals(
                List.of(
                        "spec.oauth2.type: must be clientCredentials",
                        "spec.oauth2.clientId: is missing",
                        "spec.oauth2.tokenUrl: must be an absolute URL that begins with http:// or https://"),
                problems("oauth2: {type: password, tokenUrl: ftp://x/}"));
        assertEquals(
                List.of("spec.oauth2.clientId: is missing", "spec.oauth2.tokenUrl: is missing"),
                problems("oauth2: {}"));
    }

    private static List<String> problems(String spec) {
        return TriggerAuthenticationRules.problems(SERIALIZATION.unmarshal(spec, TriggerAuthenticationSpec.class))
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
