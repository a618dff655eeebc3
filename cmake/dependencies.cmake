# Debian 12's packages; a newer LibTorch (2.x, CUDA) is found first when CMAKE_PREFIX_PATH names it.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Boost 1.74 REQUIRED)
find_package(Eigen3 REQUIRED)
find_package(PNG REQUIRED)
# By pkg-config: libzip's own CMake file asks for its command-line tools, too.
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
find_package(Torch REQUIRED)
# oneDNN 2.6 or a later 2.x. Not by its own CMake file, which asks for OpenCL for the sake of GPUs.
find_path(DNNL_INCLUDE_DIR dnnl.hpp REQUIRED)
find_library(DNNL_LIBRARY dnnl REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(ITK 5 REQUIRED COMPONENTS ITKCommon ITKIOImageBase ITKIOGDCM ITKGDCM ITKIONIFTI ITKIONRRD ITKIOMeta
                                       ITKImageGrid ITKTransform ITKImageFunction ITKConnectedComponents
                                       ITKBiasCorrection)
find_package(DCMTK REQUIRED)

# Foreign headers are not ours to lint: hand them to a target as system headers.
function(residuum_use_itk target)
  target_include_directories(${target} SYSTEM PRIVATE ${ITK_INCLUDE_DIRS})
  target_link_libraries(${target} PRIVATE ${ITK_LIBRARIES})
endfunction()

# The named libraries of DCMTK alone, never DCMTK::DCMTK: that brings libdcmtkcharls, whose functions bear the names of
# the newer CharLS that GDCM calls but take other structures, and JPEG-LS would be decoded by the wrong one.
function(residuum_use_dcmtk target)
  list(TRANSFORM ARGN PREPEND DCMTK::)
  target_link_libraries(${target} PRIVATE ${ARGN})
endfunction()

# OpenMP everywhere: at::parallel_for is compiled into its caller, and without OpenMP, whose threads LibTorch's are,
# would silently take one thread.
function(residuum_use_torch target)
  target_link_libraries(${target} PUBLIC OpenMP::OpenMP_CXX)
  target_include_directories(${target} SYSTEM PUBLIC ${TORCH_INCLUDE_DIRS})
  separate_arguments(flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
  target_compile_options(${target} PUBLIC ${flags})
  target_link_libraries(${target} PUBLIC ${TORCH_LIBRARIES})
endfunction()

if(RESIDUUM_TESTS)
  find_package(GTest REQUIRED)
endif()
