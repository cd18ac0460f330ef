// What is moved on one side of `if consteval`. The graph of such a function cannot be built by Clang 19: that is said.
// RUN: (%conure check %s -- -std=c++23 || true) | FileCheck %s
#include <string>
#include <utility>
void look(const std::string &);
void take(std::string);
// CHECK: consteval.cpp:[[@LINE+1]]:{{[0-9]+}}: {{error: 's' is used after it may have been moved|warning: Clang builds no control flow graph of 'bad'}}
void bad(std::string s) { if consteval { look(s); } else { take(std::move(s)); } look(s); }
// CHECK-NOT: : error:
void fine(std::string s) { if consteval { look(s); } else { take(std::move(s)); } }
