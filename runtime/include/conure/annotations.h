//===- annotations.h - The marks a user puts on classes and functions -----===//
//
// Defines the macros of annotated C++. For every user. Under Clang each expands
// to an attribute that the checks and the rewriter read; under other compilers
// to nothing, so that an annotated file stays plain C++20 everywhere.
//
//   class CONURE_PROCESS CONURE_MAILBOX(64) Store {
//    public:
//     CONURE_ASYNC void put(std::string key);
//   };
//
// The capacity given to CONURE_MAILBOX reaches the runtime through the
// rewriter, which copies it into the rewritten class; that is why it may vanish
// under a compiler without the attribute.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_ANNOTATIONS_H
#define CONURE_ANNOTATIONS_H

#if defined(__clang__)
#define CONURE_ANNOTATE(...) [[clang::annotate(__VA_ARGS__)]]
#else
#define CONURE_ANNOTATE(...)
#endif

/// On a class: its instances are processes, made only by `conure::spawn`.
#define CONURE_PROCESS CONURE_ANNOTATE("conure::process")
/// On a method of a process class: a message.
#define CONURE_ASYNC CONURE_ANNOTATE("conure::async")
/// On a class: its instances carry a borrow count when rewritten.
#define CONURE_COUNTED CONURE_ANNOTATE("conure::counted")
/// On a class: a value type. Every part of it is checked to be one.
#define CONURE_VALUE CONURE_ANNOTATE("conure::value")
/// On a class: trusted to be safe to share between processes. Not checked.
#define CONURE_SENDABLE CONURE_ANNOTATE("conure::sendable")
/// On a function: its body is not checked, for the reason given, which is reported.
#define CONURE_TRUSTED(why) CONURE_ANNOTATE("conure::trusted", why)
/// On a process class: at most \p n messages wait; a sender to a full mailbox is suspended.
#define CONURE_MAILBOX(n) CONURE_ANNOTATE("conure::mailbox", n)

#endif
