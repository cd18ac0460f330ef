# The lit suites: rules (test/checks), the rewriter, runs, integration. Read by conure-lit, which the build writes.
import os
import shutil
import sys

import lit.formats
import lit.Test

config.name = "conure"
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "unit", "lit.cfg.py", "verify.py"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.conure_build + "/test"


class RuleTest(lit.formats.ShTest):
    """Under test/checks a file without RUN lines says in comments what the rules must find; see verify.py."""

    def execute(self, test, lit_config):
        path = test.getSourcePath()
        if test.path_in_suite[0] != "checks" or "RUN:" in open(path, errors="replace").read():
            return super().execute(test, lit_config)
        output, failed = [], False
        for way in config.conure_ways:
            command = [sys.executable, os.path.join(config.test_source_root, "verify.py"), "--only", way, "--tool",
                       config.conure_tool, "--plugin", config.conure_plugin, "--clang-tidy", config.clang_tidy, path]
            out, err, status = lit.util.executeCommand(command)
            output += [out, err]
            failed |= status != 0
        return lit.Test.Result(lit.Test.FAIL if failed else lit.Test.PASS, "\n".join(output))


config.test_format = RuleTest(True)
config.environment["PATH"] = os.pathsep.join([config.llvm_tools, os.environ["PATH"]])
config.environment["CONURE_BUILD"] = config.conure_build
config.substitutions += [
    ("%conure", config.conure_tool),
    ("%plugin", config.conure_plugin),
    ("%clang-tidy", config.clang_tidy),
    ("%flags", "-std=c++20 -I " + config.conure_source + "/runtime/include"),
    ("%source", config.conure_source),
    ("%build", config.conure_build),
]
config.available_features.add("llvm-" + config.llvm_version)
# Debian's Bazel exists for few architectures; the tests that need it say so.
if shutil.which("bazel"):
    config.available_features.add("bazel")
