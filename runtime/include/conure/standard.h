// What Conure's headers include of the standard library, and nothing else: each rewritten unit sees these. For
// `conure c++ --precompiled`, which compiles them once for many units.
#ifndef CONURE_STANDARD_H
#define CONURE_STANDARD_H

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>
#if __cplusplus > 201703L
#include <source_location>
#endif

#endif
