# conure_embed_rule_pages(DIR OUT): writes OUT, a list of {"rule", R"(page)"} initialisers, one for each DIR/*.md, so that
# the tool's `explain`, SARIF help texts and the documentation are one text. Re-runs when a page changes or appears.
function(conure_embed_rule_pages dir out)
  file(GLOB pages CONFIGURE_DEPENDS "${dir}/*.md")
  add_custom_command(
    OUTPUT "${out}"
    COMMAND "${CMAKE_COMMAND}" "-DDIR=${dir}" "-DOUT=${out}" -P "${PROJECT_SOURCE_DIR}/cmake/EmbedRulePagesScript.cmake"
    DEPENDS ${pages} "${PROJECT_SOURCE_DIR}/cmake/EmbedRulePagesScript.cmake"
    COMMENT "Embedding the rules' pages" VERBATIM)
endfunction()
