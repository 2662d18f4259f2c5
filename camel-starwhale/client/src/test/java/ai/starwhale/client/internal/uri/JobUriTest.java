// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobUriTest {
    private static final String EXPECTED =
            "expected a job such as 'https://host/project/demo/job/3', '<alias>/project/demo/job/3',"
                    + " 'cloud://<alias>/project/demo/job/3', the address of its page in the console, 'job/3' or '3'";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            3, -, -, 3
            ' 3 ', -, -, 3
            3/, -, -, 3
            8116d5bab6e8460c82fc6d4a891ad8f2, -, -, 8116d5bab6e8460c82fc6d4a891ad8f2
            xm5wn, -, -, xm5wn
            job/3, -, -, 3
            job/3/, -, -, 3
            project/demo/job/3, -, demo, 3
            project/job/job/3, -, job, 3
            local/project/self/job/xm5, local, self, xm5
            myserver/project/demo/job/3, myserver, demo, 3
            myserver/job/3, myserver, -, 3
            my_server/project/starwhale:demo/job/3/, my_server, starwhale:demo, 3
            cloud://mycloud/project/349/job/e0fa, mycloud, 349, e0fa
            cloud://my_cloud/project/349/job/e0fa, my_cloud, 349, e0fa
            CLOUD://MyCloud/project/1/job/2?x=1, MyCloud, 1, 2
            server://mycloud/project/1/job/2#frag, mycloud, 1, 2
            cloud://mycloud/job/1, mycloud, -, 1
            http://127.0.0.1:18971/project/1/job/2, http://127.0.0.1:18971, 1, 2
            HTTPS://Host.TEST/project/Demo/job/2, https://host.test, Demo, 2
            http://[::1]:8082/project/1/job/2, http://[::1]:8082, 1, 2
            https://host/job/1, https://host, -, 1
            https://host/project/a%20b/job/1, https://host, a b, 1
            https://host/projects/1/jobs/2, https://host, 1, 2
            https://host/projects/1/jobs/2/tasks, https://host, 1, 2
            https://host/projects/1/jobs/2/?tab=x, https://host, 1, 2
            https://host/projects/1/evaluations/2, https://host, 1, 2
            https://host/projects/1/evaluations/2/, https://host, 1, 2
            https://host/projects/starwhale:public/evaluations/e0fa/results?token=x, https://host, starwhale:public, e0fa
            https://host/projects/1/jobs/2#top?x, https://host, 1, 2
            cloud://mycloud/projects/1/jobs/2, mycloud, 1, 2
            """)
    void reads(String text, String instance, String project, String job) {
        assertThat(JobUri.parse(text)).isEqualTo(new JobUri(instance, project, job));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "", it is empty
            " ", it is empty
            /, it is empty
            job, nothing is named behind 'job'
            job/, nothing is named behind 'job'
            a/b, this is not a job
            job/1/2, there is more behind it than a job
            demo/job, this is not a job
            version/xm5wn, this is not a job
            project/demo, "it names a project, not a job"
            project/demo/model/mnist, "it names a model, not a job"
            project/demo/evaluation/3, "it names an evaluation, not a job"
            model/mnist, "it names a model, not a job"
            local/project/self, "it names a project, not a job"
            self/xm5wnup, this is not a job
            cloud://mycloud, "it names an instance, not a job"
            cloud://mycloud/project/1/job, nothing is named behind 'job'
            cloud://mycloud/project/1/job/2/extra, there is more behind it than a job
            https://host, "it names an instance, not a job"
            https://host/, "it names an instance, not a job"
            https://host/1, this is not a job
            https://host/project/1/evaluation, nothing is named behind 'evaluation'
            https://host/projects/1/models/2, "it names a model, not a job"
            https://host/projects/1/jobs, nothing is named behind 'jobs'
            https://host/ui/projects/1/jobs/2, this is not a job
            https://host/ui/1/jobs/2, this is not a job
            projects/1/jobs/2, there is more behind it than a job
            local/projects/self/jobs/xm5, this is not a job
            /job/3, a part between two slashes is empty
            https://host/job/3//, a part between two slashes is empty
            job/3//, a part between two slashes is empty
            https://host//project/1/job/2, a part between two slashes is empty
            cloud://mycloud/project//job/2, a part between two slashes is empty
            cloud://, it names no host
            cloud:///project/1/job/2, it names no host
            http://, it names no host
            https://ho st/job/1, 'ho st' is not a host
            https://host:port/job/1, 'host:port' is not a host
            https://star_whale:8082/job/1, "'star_whale:8082' is not a host: a host's name has no underscore"
            ftp://host/project/1/job/2, the scheme 'ftp' is not known
            ://host/project/1/job/2, the scheme '' is not known
            local://project/self/job/1, the scheme 'local' is not known
            job/100%, '100%' is not rightly encoded
            https://host/project/../job/3, "'..' is a path, not a name"
            local/project/self/job/., "'.' is a path, not a name"
            local/project/self/job/a%2Fb, "'a%2Fb' is a path, not a name"
            local/project/%2E%2E/job/a, "'%2E%2E' is a path, not a name"
            """)
    void refuses(String text, String why) {
        InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, () -> JobUri.parse(text));

        assertThat(e).hasMessage("'" + text + "': " + why + "; " + EXPECTED);
        assertThat(e.httpStatus()).isZero();
    }

    @Test
    void addressWithAPasswordIsNotRepeated() {
        for (String text : new String[] {
            "http://user:canary-pw@127.0.0.1/project/1/job/2",
            "http://user:canary-pw@127.0.0.1/",
            "http://user:canary-/pw@127.0.0.1/project/1/job/2",
            "ftp://user:canary-pw@127.0.0.1/project/1/job/2",
            "cloud://user:canary-pw@alias/project/1/job/2",
            "user:canary-pw@host/jobs/2",
            "https://user:canary-pw%40host/project/1/job/2"
        }) {
            InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, () -> JobUri.parse(text));

            assertThat(e)
                    .hasMessage("an address with a user or password in it is not accepted; give them as options")
                    .hasNoCause();
        }
    }
}
