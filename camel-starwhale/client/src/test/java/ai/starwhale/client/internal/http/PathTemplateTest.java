// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However things are called, there are few kinds of requests. */
class PathTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/login, /api/v1/login",
        "/api/v1/project/demo/job?pageNum=1&pageSize=3, /api/v1/project/{project}/job",
        "/api/v1/project/job/job/task/task, /api/v1/project/{project}/job/{job}/task",
        "/api/v1/project/login/job/3/cancel, /api/v1/project/{project}/job/{job}/cancel",
        "/api/v1/project/a%20b/trash/3/recover, /api/v1/project/{project}/trash/{trash}/recover",
        "/api/v1/project/p/model/m/version/v, /api/v1/project/{project}/model/{model}/version/{version}",
        "/api/v1/log/offline/9/some-run-9, /api/v1/log/offline/{offline}/{name}",
        "/something/else, /{name}/{name}"
    })
    void pathWithoutNames(String path, String template) {
        assertThat(PathTemplate.of(path)).isEqualTo(template);
    }
}
