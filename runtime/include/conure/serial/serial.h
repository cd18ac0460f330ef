//===- serial.h - Serial elision, whole -----------------------------------===//
//
// Includes the serial mode. For conure.h, and for nobody else: a program
// includes <conure/conure.h>.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_SERIAL_SERIAL_H
#define CONURE_SERIAL_SERIAL_H

#include <conure/serial/channel.h>
#include <conure/serial/future.h>
#include <conure/serial/main.h>
#include <conure/serial/panic.h>
#include <conure/serial/process.h>
#include <conure/serial/time.h>

#endif
