# The lit suites: rules (test/checks), the rewriter, runs, integration. Read by conure-lit, which the build writes.
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(__file__))
import rule_test

config.name = "conure"
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "unit", "lit.cfg.py", "verify.py", "rule_test.py"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.conure_build + "/test"


config.test_format = rule_test.RuleTest(True)
config.environment["PATH"] = os.pathsep.join([config.llvm_tools, os.environ["PATH"]])
# lit hides the environment from its tests; what npm needs to reach its registry (certificates, proxies) is let through.
for name, value in os.environ.items():
    if name.upper().startswith(("NODE_", "NPM_", "SSL_CERT_")) or name.upper() in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        config.environment[name] = value
config.environment["CONURE_BUILD"] = config.conure_build
config.substitutions += [
    ("%conure", config.conure_tool),
    ("%plugin", config.conure_plugin),
    ("%clang-tidy", config.clang_tidy),
    ("%another-tidy", "clang-tidy-19" if config.llvm_version == "22" else "clang-tidy-22"),
    ("%llvm", config.llvm_version),
    ("%flags", "-std=c++20 -I " + config.conure_source + "/runtime/include"),
    ("%source", config.conure_source),
    ("%build", config.conure_build),
]
config.available_features.add("llvm-" + config.llvm_version)
# Debian's Bazel exists for few architectures; the tests that need it say so.
if shutil.which("bazel"):
    config.available_features.add("bazel")
