# For projects that use Conure: find_package(Conure) includes this file where the tool is installed.
#
#   conure_check(TARGET [OPTIONS option…])
#       Checks each C++ source of TARGET in a build step `TARGET-conure`, part of `all`: findings fail the build. Steps run
#       again only when the source, a header it read or the tool changed. SARIF is written for each source; the target
#       property CONURE_SARIF lists the files (for `conure merge`).
#
#   conure_target(TARGET [NOCHECK] [OPTIONS option…])
#       Builds TARGET from the rewritten sources and links the runtime; checks it too unless NOCHECK is given. OPTIONS are
#       those of `conure c++` (--count=…, --on-violation=…).
include_guard(GLOBAL)

# The steps read the commands of compile_commands.json.
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

function(_conure_sources target out)
  get_target_property(sources "${target}" SOURCES)
  get_target_property(dir "${target}" SOURCE_DIR)
  set(found "")
  foreach(source IN LISTS sources)
    if(source MATCHES "\\$<" OR NOT source MATCHES "\\.(cpp|cc|cxx|c\\+\\+|C|cppm|ixx)$")
      continue()
    endif()
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${dir}" NORMALIZE)
    list(APPEND found "${source}")
  endforeach()
  set("${out}" "${found}" PARENT_SCOPE)
endfunction()

function(conure_check target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "OPTIONS")
  if(NOT TARGET "${target}")
    message(FATAL_ERROR "conure_check: '${target}' is no target")
  endif()
  set_property(TARGET "${target}" PROPERTY EXPORT_COMPILE_COMMANDS ON)
  _conure_sources("${target}" sources)
  set(reports "")
  foreach(source IN LISTS sources)
    cmake_path(GET source FILENAME name)
    string(SHA1 hash "${source}")
    string(SUBSTRING "${hash}" 0 8 hash)
    set(report "${CMAKE_CURRENT_BINARY_DIR}/${target}-conure.dir/${name}-${hash}.sarif")
    add_custom_command(
      OUTPUT "${report}"
      COMMAND Conure::conure check -p "${CMAKE_BINARY_DIR}" --quiet "--sarif=${report}" "--depfile=${report}.d"
              ${arg_OPTIONS} "${source}"
      DEPENDS "${source}" Conure::conure
      DEPFILE "${report}.d"
      WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
      COMMENT "Checking ${name}" VERBATIM)
    list(APPEND reports "${report}")
  endforeach()
  file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${target}-conure.dir")
  add_custom_target("${target}-conure" ALL DEPENDS ${reports})
  # Generated headers must be there before anything is parsed.
  get_target_property(dependencies "${target}" MANUALLY_ADDED_DEPENDENCIES)
  if(dependencies)
    add_dependencies("${target}-conure" ${dependencies})
  endif()
  set_property(TARGET "${target}" PROPERTY CONURE_SARIF "${reports}")
endfunction()

function(conure_target target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "NOCHECK" "" "OPTIONS")
  if(NOT TARGET "${target}")
    message(FATAL_ERROR "conure_target: '${target}' is no target")
  endif()
  foreach(property IN ITEMS IMPORTED_LOCATION IMPORTED_LOCATION_RELEASE IMPORTED_LOCATION_RELWITHDEBINFO LOCATION)
    get_target_property(conure Conure::conure ${property})
    if(conure)
      break()
    endif()
  endforeach()
  get_target_property(launcher "${target}" CXX_COMPILER_LAUNCHER)
  if(NOT "--precompiled" IN_LIST arg_OPTIONS)
    list(APPEND arg_OPTIONS --precompiled "${CMAKE_BINARY_DIR}/conure-headers")
  endif()
  # A cache such as ccache comes after: it sees the rewritten source. No empty words: they would be arguments.
  set(words "${conure}" c++ ${arg_OPTIONS} --)
  if(launcher)
    list(APPEND words ${launcher})
  endif()
  set_target_properties("${target}" PROPERTIES CXX_COMPILER_LAUNCHER "${words}")
  target_link_libraries("${target}" PRIVATE Conure::runtime)
  if(NOT arg_NOCHECK)
    conure_check("${target}")
  endif()
endfunction()
