// All of the scheduled mode: what conure.h includes when CONURE_RUNTIME is defined.
//
// For: every user. What rewritten code calls is in rt.h.
#ifndef CONURE_SCHEDULED_SCHEDULED_H
#define CONURE_SCHEDULED_SCHEDULED_H

#include <conure/mode.h>
#include <conure/rt.h>
#include <conure/scheduled/blocking.h>
#include <conure/scheduled/channel.h>
#include <conure/scheduled/future.h>
#include <conure/scheduled/main.h>
#include <conure/scheduled/panic.h>
#include <conure/scheduled/process.h>
#include <conure/scheduled/select.h>
#include <conure/scheduled/time.h>

#endif
