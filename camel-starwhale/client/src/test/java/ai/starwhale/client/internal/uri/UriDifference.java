// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

/** Why a name means something else here than to the Python SDK. */
enum UriDifference {
    PROJECT_IS_LOOKED_FOR(
            "project is looked for",
            "a job without a project, on a Server where none is selected, is looked for in all projects that can be seen;"
                    + " the SDK refuses it"),
    JOB_OF_AN_INSTANCE(
            "job of an instance",
            "`https://host/job/1` is a job of the instance's selected project, or of the project that has it; the SDK"
                    + " documents this form and refuses it"),
    INSTANCE_LEFT_OUT(
            "instance left out",
            "`project/demo/job/3` is of the default instance; the SDK takes `project` for an alias"),
    UNKNOWN_HOST(
            "host that swcli does not know",
            "an address need not be in swcli's configuration, as a token may be given; the SDK refuses it"),
    ADDRESS_IN_ANOTHER_FORM(
            "address in another form",
            "capital letters, the usual port and a slash at the end make no other host; the SDK compares texts"),
    SEVERAL_ALIASES(
            "several aliases of one address",
            "the default instance is meant, else the first in swcli's configuration; the SDK refuses the address"),
    CONSOLE_ADDRESS(
            "console address",
            "what follows the job or the project in the address of a page is left out, and a page of another thing is no"
                    + " job; the SDK takes the rest for a part of the id, and a model for a job"),
    CONSOLE_BELOW_A_PATH(
            "console below a path",
            "a Server is at the root of its host; the SDK leaves out what stands before `projects`"),
    TRAILING_SLASH(
            "trailing slash",
            "one slash at the end changes nothing; the SDK reads a name that ends with nothing as a path"),
    BLANKS("blanks around a name", "are no part of it; to the SDK they are"),
    NOTHING_NAMED("nothing is named", "is refused; the SDK goes on with an empty name, which can mean any job"),
    MORE_OR_LESS_THAN_A_JOB(
            "more or less than a job",
            "a path that is no job is refused, such as `a/b`, `version/x`, `evaluation/2`, or a job with more behind it; the"
                    + " SDK takes its parts for a name and a version, and then finds any job, or none"),
    PATHS("paths", "`.` and `..` are no names; the SDK looks for files there"),
    GLOB("globs", "`*`, `?` and `[` stand for themselves; the SDK looks for files that match"),
    ONLY_JOB(
            "any word finds the only job",
            "a word that no version begins with is not found; to the SDK it means the project's only job"),
    TYPE_IS_KNOWN(
            "type is known",
            "where a job is expected, a word is a job; without a type the SDK looks for any thing of that name, and finds"
                    + " none on a Server"),
    ASKED_LATER(
            "asked later",
            "a name is read without asking the Server, and a project that does not exist is an error of the first request;"
                    + " the SDK asks at once"),
    SHORT_PROJECT(
            "project without its word",
            "`local/self` is refused, because `owner/demo` is a frequent mistake for `owner:demo`; to the SDK it is a"
                    + " project of the instance `local`"),
    INSTANCE_WITH_A_PATH(
            "path behind an instance",
            "an instance is an alias or an address; the SDK leaves out what follows an alias");

    final String title;
    final String reason;

    UriDifference(String title, String reason) {
        this.title = title;
        this.reason = reason;
    }
}
