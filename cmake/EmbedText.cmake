# conure_embed_text(target file…): makes FILENAME.inc of each file, a string literal with its content, in a directory that
# is on the target's include path. Re-runs when the file changes.
function(conure_embed_text target)
  set(dir "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  foreach(file IN LISTS ARGN)
    get_filename_component(name "${file}" NAME)
    add_custom_command(
      OUTPUT "${dir}/${name}.inc"
      COMMAND "${CMAKE_COMMAND}" "-DIN=${CMAKE_CURRENT_SOURCE_DIR}/${file}" "-DOUT=${dir}/${name}.inc"
              -P "${PROJECT_SOURCE_DIR}/cmake/EmbedTextScript.cmake"
      DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${file}" "${PROJECT_SOURCE_DIR}/cmake/EmbedTextScript.cmake"
      COMMENT "Embedding ${file}" VERBATIM)
    target_sources(${target} PRIVATE "${dir}/${name}.inc")
  endforeach()
  target_include_directories(${target} PRIVATE "${dir}")
endfunction()
