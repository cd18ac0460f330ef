#!/bin/sh
# consumer.sh BUILD SOURCE SCRATCH: installs the runtime of BUILD, and builds and runs a project that finds it, by CMake and
# by pkg-config, with g++. The installed tree is moved first: nothing in it may know where it was.
set -eu
build=$1 source=$2 scratch=$3
rm -rf "$scratch"
mkdir -p "$scratch"
DESTDIR= cmake --install "$build" --prefix "$scratch/first" --component runtime > "$scratch/install.log"
mv "$scratch/first" "$scratch/moved"
! ls "$scratch/moved/bin" 2> /dev/null # the runtime comes without the tool

cmake -S "$source/test/package/consumer" -B "$scratch/cmake" -DCMAKE_CXX_COMPILER=g++ \
  -DCMAKE_PREFIX_PATH="$scratch/moved" > "$scratch/configure.log"
cmake --build "$scratch/cmake" > "$scratch/build.log"
[ "$("$scratch/cmake/by_hand")" = "by hand" ]
[ "$("$scratch/cmake/serial")" = "serial" ]

export PKG_CONFIG_PATH="$scratch/moved/lib/pkgconfig"
# shellcheck disable=SC2046 # flags are words
g++ -std=c++20 "$source/test/package/consumer/by_hand.cpp" $(pkg-config --cflags --libs conure) -o "$scratch/by_pkg_config"
[ "$("$scratch/by_pkg_config")" = "by hand" ]

# Without components: the runtime is there, and the tool's absence is no error.
mkdir "$scratch/any"
printf 'cmake_minimum_required(VERSION 3.25)\nproject(Any LANGUAGES CXX)\nfind_package(Conure REQUIRED)\nif(NOT TARGET Conure::runtime)\nmessage(FATAL_ERROR "no runtime")\nendif()\n' \
  > "$scratch/any/CMakeLists.txt"
cmake -S "$scratch/any" -B "$scratch/any/build" -DCMAKE_CXX_COMPILER=g++ -DCMAKE_PREFIX_PATH="$scratch/moved" > "$scratch/any.log"
if cmake -S "$scratch/any" -B "$scratch/any/other" -DCMAKE_PREFIX_PATH=/nowhere -DConure_DIR= > /dev/null 2>&1; then
  echo "found where nothing is" && exit 1
fi
echo "the installed runtime works"
