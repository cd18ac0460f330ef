# The rewriter's tests: each source is rewritten and compared with its expected tree (see golden.py).
import os
import sys
import lit.formats

config.name = "conure-rewrite"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Driver.cpp", "Expected", "Inputs"]
config.test_source_root = os.path.dirname(__file__)
for variable in ("CONURE_UPDATE_GOLDEN", "PWD"):
    if variable in os.environ:
        config.environment[variable] = os.environ[variable]
golden = os.path.join(config.test_source_root, "golden.py")
# lit -D runtime=DIR tests against other headers than this checkout's.
runtime = lit_config.params.get("runtime")
extra = f" --runtime {runtime}" if runtime else ""
config.substitutions += [
    ("%golden", f"{sys.executable} {golden} --driver {config.driver} --work %t.work" + extra),
    ("%counts", f"{sys.executable} {os.path.join(config.test_source_root, 'counts.py')} --driver {config.driver}"
                f" --include {config.runtime_include} --work %t.work"),
    ("%elision", f"{sys.executable} {os.path.join(config.test_source_root, 'counts/elision.py')} --driver {config.driver} --work "
                 f"%t.work --include {config.runtime_include} --library "
                 f"{os.path.join(os.path.dirname(config.driver), '../lib/libconure_runtime.a')}"),
    ("%oracle", f"{sys.executable} {os.path.join(config.test_source_root, 'counts/oracle.py')} --driver {config.driver} --work "
                f"%t.work --include {config.runtime_include} --library "
                f"{os.path.join(os.path.dirname(config.driver), '../lib/libconure_runtime.a')}"),
    ("%build-counted", f"g++ -std=c++20 -O0 -g -fsanitize=address -DCONURE_RUNTIME -I {config.runtime_include} -include "
                       "conure/rt.h -include conure/count.h -include conure/contents.h"),
    ("%runtime-library", f"{os.path.join(os.path.dirname(config.driver), '../lib/libconure_runtime.a')} -pthread -ldl"),
    ("%same", f"{sys.executable} {os.path.join(config.test_source_root, 'same.py')} --driver {config.driver}"
              f" --include {config.runtime_include} --work %t.work"),
    ("%rewrite", config.driver + extra),
    ("%headers", config.runtime_include),
]
config.environment["PATH"] = os.pathsep.join([config.llvm_bin, os.environ["PATH"]])
