"""How lit runs a test of a rule. A module of its own, since lit's workers must be able to import the class."""
import os
import sys

import lit.formats
import lit.Test
import lit.util

ROOT = os.path.dirname(os.path.abspath(__file__))


class RuleTest(lit.formats.ShTest):
    """Under test/checks a file without RUN lines says in comments what the rules must find; see verify.py."""

    def execute(self, test, lit_config):
        config = test.config
        path = test.getSourcePath()
        if test.path_in_suite[0] != "checks" or "RUN:" in open(path, errors="replace").read():
            return super().execute(test, lit_config)
        output, failed = [], False
        for way in config.conure_ways:
            command = [sys.executable, os.path.join(ROOT, "verify.py"), "--only", way, "--tool",
                       config.conure_tool, "--plugin", config.conure_plugin, "--clang-tidy", config.clang_tidy, path]
            out, err, status = lit.util.executeCommand(command)
            output += [out, err]
            failed |= status != 0
        return lit.Test.Result(lit.Test.FAIL if failed else lit.Test.PASS, "\n".join(output))
