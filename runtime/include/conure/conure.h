//===- conure.h - Annotated C++: all a program needs ----------------------===//
//
// Includes the language: annotations, unique values, borrows, processes,
// channels, futures. For every user.
//
// Compiled as it is, a program runs by serial elision: each message runs at
// once, in its sender, on one thread, without counts. With CONURE_RUNTIME
// defined, which `conure run` and its siblings do after they have rewritten the
// program, the same names mean the scheduled runtime, and the program links
// libconure_runtime.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CONURE_H
#define CONURE_CONURE_H

#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "Conure needs C++20: pass -std=c++20 or later"
#endif

#include <conure/annotations.h>
#include <conure/mode.h>
#include <conure/uni.h>

#if defined(CONURE_RUNTIME)
#include <conure/scheduled/scheduled.h>
#else
#include <conure/serial/serial.h>
#endif

#include <conure/borrow.h>
#include <conure/net.h>

#endif
