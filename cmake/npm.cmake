# residuum_npm(FOLDER FROM COMMENT file...): what FROM/package.json asks for, fetched by its lock file into
# FOLDER/node_modules; the files are those of it that others depend on.
find_program(NPM npm)
if(NOT NPM)
  message(FATAL_ERROR "npm is missing: the report's scripts come from it. Install Debian's packages nodejs and npm.")
endif()

function(residuum_npm folder from comment)
  set(manifests ${from}/package.json ${from}/package-lock.json ${from}/.npmrc)
  add_custom_command(
    OUTPUT ${ARGN}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND ${CMAKE_COMMAND} -E copy ${manifests} ${folder}
    COMMAND ${CMAKE_COMMAND} -E chdir ${folder} ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${ARGN}
    DEPENDS ${manifests}
    COMMENT ${comment}
    VERBATIM)
endfunction()
