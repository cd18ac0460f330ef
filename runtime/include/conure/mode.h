//===- mode.h - Which of the two meanings of the header is in force -------===//
//
// Defines CONURE_MODE, the inline namespace that everything lives in that
// differs between serial elision and the scheduled runtime. For the headers of
// the library. A program whose units disagree fails to link, since a
// `process<T>` of one mode is another type than that of the other.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_MODE_H
#define CONURE_MODE_H

#if defined(CONURE_RUNTIME)
#define CONURE_MODE scheduled
#else
#define CONURE_MODE serial
#endif

namespace conure {
inline namespace CONURE_MODE {}
} // namespace conure

#endif
