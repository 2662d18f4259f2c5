// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;

/** Whatever address or option people can copy from this repository, the component understands it. */
class AddressesInDocumentsTest {
    private final CamelCatalog catalog = Repository.catalog();

    @Test
    void allAreValid() {
        List<String> mistakes = new ArrayList<>();
        int checked = 0;
        for (Path file : Repository.documents()) {
            String name = Repository.ROOT.relativize(file).toString();
            String text = Repository.read(file);
            List<String> addresses = new ArrayList<>(Addresses.written(text));
            addresses.addAll(Addresses.inYaml(name, text));
            addresses.forEach(address -> check(name, address, mistakes));
            List<String> options = Addresses.componentOptions(text);
            options.forEach(option -> checkOption(name, option, mistakes));
            int count = addresses.size() + options.size();
            if (count > 0) {
                System.out.println("checked " + count + " addresses and options of starwhale in " + name);
            }
            checked += count;
        }
        System.out.println("checked " + checked + " addresses and options of starwhale in all");
        assertThat(mistakes).isEmpty();
        // Those of this module's own routes: five in YAML, three in XML, and three options.
        assertThat(checked).isGreaterThanOrEqualTo(11);
    }

    private void check(String file, String address, List<String> mistakes) {
        EndpointValidationResult result = catalog.validateEndpointProperties(address);
        if (!result.isSuccess()) {
            mistakes.add(file + ": " + address + "\n" + result.summaryErrorMessage(false));
        } else if (!address.startsWith("starwhale:job")) {
            mistakes.add(file + ": " + address + " does not exist");
        }
    }

    private void checkOption(String file, String line, List<String> mistakes) {
        ConfigurationPropertiesValidationResult result = catalog.validateConfigurationProperty(line);
        if (!result.isSuccess() || !result.isAccepted()) {
            mistakes.add(file + ": " + line + "\n" + result.summaryErrorMessage(false));
        }
    }

    @Test
    void mistakesAreSeen() {
        List<String> mistakes = new ArrayList<>();
        for (String address :
                Addresses.written("to(\"starwhale:job?operation=creat&\"\n + \"modle=m\"), starwhale:foo.")) {
            check("here", address, mistakes);
        }
        Addresses.inYaml(
                        "x.md", "```yaml\n- to:\n    uri: starwhale:job\n    parameters:\n      fetchSize: many\n```\n")
                .forEach(address -> check("here", address, mistakes));
        checkOption("here", "camel.component.starwhale.tokn=x", mistakes);
        assertThat(Addresses.written("`starwhale:job?operation=get&job=...`"))
                .containsExactly("starwhale:job?operation=get");
        assertThat(mistakes).hasSize(4);
        assertThat(mistakes.get(0)).contains("creat").contains("modle");
        assertThat(mistakes.get(1)).contains("foo");
        assertThat(mistakes.get(2)).contains("many");
        assertThat(mistakes.get(3)).contains("tokn");
    }
}
