"""Makes the installed `conure` available as @conure//:conure.

In WORKSPACE:

    load("@conure_rules//:repository.bzl", "conure_configure")
    conure_configure(name = "conure")                          # found on PATH, or
    conure_configure(name = "conure", path = "/opt/conure/bin/conure")
"""

def _impl(ctx):
    path = ctx.attr.path or ctx.os.environ.get("CONURE") or ctx.which("conure")
    if not path:
        fail("conure was not found: put it on PATH, set CONURE, or give conure_configure a path")

    # A link, so that another build of the tool makes another key in Bazel's cache. The tool finds its headers from the
    # real place of its binary.
    ctx.symlink(path, "bin/conure")
    ctx.file("BUILD.bazel", 'filegroup(name = "conure", srcs = ["bin/conure"], visibility = ["//visibility:public"])\n')

conure_configure = repository_rule(
    implementation = _impl,
    attrs = {"path": attr.string(doc = "Absolute path of the conure binary; empty: $CONURE, else PATH")},
    environ = ["CONURE", "PATH"],
    local = True,
)
