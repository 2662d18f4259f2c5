// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.internal.uri.BundleUri.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectAndBundleUriTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -, -, -
            '', -, -
            ' ', -, -
            demo, -, demo
            2, -, 2
            starwhale:demo, -, starwhale:demo
            demo/, -, demo
            project/demo, -, demo
            local/project/self, local, self
            myserver/project/2, myserver, 2
            cloud://my_cloud/project/starwhale:public, my_cloud, starwhale:public
            https://Host:8082/project/demo, https://host:8082, demo
            https://host/projects/2, https://host, 2
            https://host/projects/2/overview?x=1, https://host, 2
            https://host/projects/2/evaluations/3/results#top, https://host, 2
            https://host/project/starwhale%3Ademo/, https://host, starwhale:demo
            https://host, https://host, -
            cloud://mycloud/, mycloud, -
            """)
    void readsProjects(String text, String instance, String project) {
        assertThat(ProjectUri.parse(text)).isEqualTo(new ProjectUri(instance, project));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            a/b, this is not a project
            /, it is empty
            https://host/demo, this is not a project
            https://host/project, this is not a project
            https://host/projects, this is not a project
            https://host/project/demo/job/3, "it names a job, not a project"
            https://host/project/demo/more, this is not a project
            https://host/job/3, "it names a job, not a project"
            model/mnist, "it names a model, not a project"
            project/demo/dataset, nothing is named behind 'dataset'
            projects/2, this is not a project
            a//b, a part between two slashes is empty
            .., "'..' is a path, not a name"
            demo%2Fx, "'demo%2Fx' is a path, not a name"
            ftp://host/project/demo, the scheme 'ftp' is not known
            cloud://, it names no host
            """)
    void refusesWhatIsNoProject(String text, String why) {
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> ProjectUri.parse(text)))
                .hasMessage("'" + text + "': " + why
                        + "; expected a project such as 'demo', '2', 'owner:demo', 'https://host/project/demo',"
                        + " '<alias>/project/demo', 'cloud://<alias>/project/demo' or the address of its page in the"
                        + " console");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            mnist, -, -, mnist, latest
            2, -, -, 2, latest
            mnist/version/v0, -, -, mnist, v0
            mnist/version/latest/, -, -, mnist, latest
            model/mnist, -, -, mnist, latest
            project/demo/model/mnist/version/v1, -, demo, mnist, v1
            myserver/project/demo/model/mnist, myserver, demo, mnist, latest
            cloud://mycloud/project/demo/model/mnist/version/abc, mycloud, demo, mnist, abc
            https://host/project/demo/model/mnist/version/latest, https://host, demo, mnist, latest
            https://host/projects/1/models/mnist/versions/v0/overview, https://host, 1, mnist, v0
            https://host/projects/1/models/3, https://host, 1, 3, latest
            """)
    void readsModels(String text, String instance, String project, String name, String version) {
        assertThat(BundleUri.parse(Kind.MODEL, text))
                .isEqualTo(new BundleUri(instance, project, Kind.MODEL, name, version));
    }

    @Test
    void datasetsAndRuntimesAreNoModels() {
        assertThat(BundleUri.parse(Kind.DATASET, "https://host/projects/1/datasets/mnist/versions/v0/files"))
                .isEqualTo(new BundleUri("https://host", "1", Kind.DATASET, "mnist", "v0"));
        assertThat(BundleUri.parse(Kind.RUNTIME, "alias/project/p/runtime/pytorch"))
                .isEqualTo(new BundleUri("alias", "p", Kind.RUNTIME, "pytorch", "latest"));
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> BundleUri.parse(Kind.RUNTIME, "https://host/project/1/model/mnist")))
                .hasMessage(
                        "'https://host/project/1/model/mnist': it names a model, not a runtime; expected a runtime such as"
                                + " 'mnist', 'mnist/version/v0', 'https://host/project/demo/runtime/mnist/version/latest' or the"
                                + " address of its page in the console");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "", it is empty
            mnist/v0, this is not a model
            mnist/version, this is not a model
            mnist/version/v0/x, this is not a model
            mnist/x/v0, this is not a model
            model/mnist/v0, there is more behind it than a model
            https://host, "it names an instance, not a model"
            https://host/mnist, this is not a model
            https://host/project/demo, "it names a project, not a model"
            https://host/project/demo/model, nothing is named behind 'model'
            https://host/projects/demo/datasets/mnist, "it names a dataset, not a model"
            https://host/project/demo/job/3, "it names a job, not a model"
            project/demo/mnist, this is not a model
            mnist//v0, a part between two slashes is empty
            """)
    void refusesWhatIsNoModel(String text, String why) {
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> BundleUri.parse(Kind.MODEL, text)))
                .hasMessage("'" + text + "': " + why + "; expected a model such as 'mnist', 'mnist/version/v0',"
                        + " 'https://host/project/demo/model/mnist/version/latest' or the address of its page in the"
                        + " console");
    }
}
