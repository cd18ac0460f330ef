// What one unit sees of what the others define: nothing here says who keeps a text, and who does not.
#pragma once
#include <conure/conure.h>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct Sink {
  virtual ~Sink() = default;
  virtual void look(const std::string &text) = 0;
  virtual std::string_view name(const std::string &) const { return "sink"; }
};
std::unique_ptr<Sink> keeper();
inline void show(Sink &to, const std::string &text) { to.look(text); }
void show_far(Sink &to, const std::string &text);

struct Printer {
  virtual ~Printer() = default;
  virtual void print(const std::string &text) = 0;
};
std::unique_ptr<Printer> printer();

class Store {
public:
  Store();
  ~Store();
  Store(Store &&) noexcept;
  void put(const std::string &text);
  void show() const;

private:
  struct Hidden;
  std::unique_ptr<Hidden> hidden_;
};
class Copies {
public:
  Copies();
  ~Copies();
  void put(const std::string &text);
  void show() const;

private:
  struct Hidden;
  std::unique_ptr<Hidden> hidden_;
};

std::string_view label(const std::string &of);
std::string_view trimmed(const std::string &of);
void describe(const std::string &of, std::string_view &out);
void first_word(const std::string &of, std::string_view &out);

struct Names {
  std::string_view first;
  void see(const std::string &text);
  void keep(const std::string &text);
};
struct Registrar {
  explicit Registrar(const std::string &text);
};
std::size_t even(const std::string &a, const std::string &b, int n);
