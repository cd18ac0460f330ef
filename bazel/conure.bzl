"""An aspect that checks every C++ source of a target, one action a translation unit.

    bazel build //... --aspects=@conure_rules//:conure.bzl%conure_aspect --output_groups=conure         # fails on findings
    bazel build //... --aspects=@conure_rules//:conure.bzl%conure_aspect --output_groups=conure_sarif   # collects SARIF

An action's inputs are the source, the headers its target may include, and the tool; so Bazel's cache, local or remote,
answers for what did not change, and `conure merge` joins the SARIF files.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "CPP_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

_SOURCES = ["cc", "cpp", "cxx", "c++", "C", "cppm", "ixx"]

def _flags(ctx, target, toolchain):
    """The compile flags Bazel would give the compiler for sources of this target."""
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    context = target[CcInfo].compilation_context
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        user_compile_flags = ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts + getattr(ctx.rule.attr, "copts", []),
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        preprocessor_defines = depset(transitive = [context.defines, context.local_defines]),
    )
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = CPP_COMPILE_ACTION_NAME,
        variables = variables,
    )

def _run(ctx, target, toolchain, source, flags, out, command):
    context = target[CcInfo].compilation_context
    ctx.actions.run_shell(
        mnemonic = "ConureCheck",
        progress_message = "Checking %s" % source.short_path,
        command = command,
        arguments = [ctx.file._conure.path, out.path, source.path] + flags,
        inputs = depset([source], transitive = [context.headers, toolchain.all_files]),
        tools = [ctx.file._conure],
        outputs = [out],
    )

# $1 the tool, $2 what to write, $3 the source, then flags. Statuses 2 and 3 (wrong usage, not analysed) always fail.
_GATE = 'tool=$1; out=$2; source=$3; shift 3; "$tool" check --quiet "$source" -- "$@" && : > "$out"'
_SARIF = 'tool=$1; out=$2; source=$3; shift 3; "$tool" check --quiet --format=sarif -o "$out" "$source" -- "$@"; test $? -le 1'

def _impl(target, ctx):
    if CcInfo not in target or not hasattr(ctx.rule.attr, "srcs"):
        return []
    toolchain = find_cpp_toolchain(ctx)
    stamps = []
    reports = []
    flags = None
    for attribute in ctx.rule.attr.srcs:
        for source in attribute.files.to_list():
            if source.extension not in _SOURCES or not source.is_source:
                continue
            if flags == None:
                flags = _flags(ctx, target, toolchain)
            base = "%s.%s" % (target.label.name, source.basename)
            stamp = ctx.actions.declare_file(base + ".conure.ok")
            report = ctx.actions.declare_file(base + ".conure.sarif")
            _run(ctx, target, toolchain, source, flags, stamp, _GATE)
            _run(ctx, target, toolchain, source, flags, report, _SARIF)
            stamps.append(stamp)
            reports.append(report)
    inherited = [dep[OutputGroupInfo] for dep in getattr(ctx.rule.attr, "deps", []) if OutputGroupInfo in dep]
    return [OutputGroupInfo(
        conure = depset(stamps, transitive = [g.conure for g in inherited if hasattr(g, "conure")]),
        conure_sarif = depset(reports, transitive = [g.conure_sarif for g in inherited if hasattr(g, "conure_sarif")]),
    )]

conure_aspect = aspect(
    implementation = _impl,
    attr_aspects = ["deps"],
    attrs = {
        "_conure": attr.label(default = "@conure//:conure", allow_single_file = True),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
    fragments = ["cpp"],
)
