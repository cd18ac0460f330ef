// A JSON parser that builds a document whose values know their parent, and queries that walk up and down it.
#include "ownership.h"

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

struct CONURE_COUNTED value {
  enum class kind { null, boolean, number, string, array, object };
  kind type = kind::null;
  double number = 0;
  std::string text; // a string's characters
  std::string key;  // of a member
  std::vector<owner<value>> items;
  borrow<value> parent = nullptr;

  int depth() const {
    int d = 0;
    for (borrow<value> up = parent; up; up = up->parent)
      ++d;
    return d;
  }
  // Values borrow their parent, so they let go before it does.
  void release() {
    for (owner<value> &item : items) {
      item->release();
      item->parent = nullptr;
    }
  }
};

class CONURE_COUNTED parser {
public:
  explicit parser(std::string_view text) : text_(text) {}

  owner<value> parse(borrow<value> parent) {
    space();
    owner<value> v = make<value>();
    v->parent = parent;
    switch (peek()) {
    case '{': members(lend(v)); break;
    case '[': elements(lend(v)); break;
    case '"':
      v->type = value::kind::string;
      v->text = string();
      break;
    case 't': word("true", lend(v), value::kind::boolean, 1); break;
    case 'f': word("false", lend(v), value::kind::boolean, 0); break;
    case 'n': word("null", lend(v), value::kind::null, 0); break;
    default: numeric(lend(v));
    }
    return v;
  }

private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void space() {
    while (peek() == ' ' || peek() == '\n')
      ++at_;
  }
  void expect(char c) {
    space();
    if (peek() != c)
      std::abort();
    ++at_;
  }
  void word(std::string_view w, borrow<value> v, value::kind type, double n) {
    if (text_.substr(at_, w.size()) != w)
      std::abort();
    at_ += w.size();
    v->type = type;
    v->number = n;
  }
  void numeric(borrow<value> v) {
    v->type = value::kind::number;
    auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), v->number);
    if (error != std::errc())
      std::abort();
    at_ = static_cast<std::size_t>(end - text_.data());
  }
  std::string string() {
    std::string out;
    for (++at_; peek() != '"'; ++at_) {
      if (peek() == '\\')
        ++at_;
      out += peek();
    }
    ++at_;
    return out;
  }
  void elements(borrow<value> v) {
    v->type = value::kind::array;
    for (++at_, space(); peek() != ']';) {
      v->items.push_back(parse(v));
      space();
      if (peek() == ',')
        ++at_;
    }
    ++at_;
  }
  void members(borrow<value> v) {
    v->type = value::kind::object;
    for (++at_, space(); peek() != '}';) {
      space();
      std::string key = string();
      expect(':');
      v->items.push_back(parse(v));
      v->items.back()->key = std::move(key);
      space();
      if (peek() == ',')
        ++at_;
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

static void write(std::string &out, random_numbers &random, int depth) {
  switch (depth ? random() % 4 : 3 + random() % 3) {
  case 0:
  case 1:
    out += "[ ";
    for (int i = 0; i < 6; ++i) {
      if (i)
        out += ", ";
      write(out, random, depth - 1);
    }
    out += " ]";
    break;
  case 2:
    out += "{ ";
    for (int i = 0; i < 5; ++i) {
      out += i ? ", \"k" : "\"k";
      out += std::to_string(i) + "\": ";
      write(out, random, depth - 1);
    }
    out += " }";
    break;
  case 3: out += std::to_string(random() % 1000) + ".25"; break;
  case 4: out += "\"some \\\"text\\\" here\""; break;
  default: out += "true";
  }
}

static double total(borrow<value> v, int &deepest) {
  double sum = v->number + static_cast<double>(v->text.size());
  if (v->items.empty()) {
    int d = v->depth();
    deepest = d > deepest ? d : deepest;
  }
  for (const owner<value> &item : v->items)
    sum += total(lend(item), deepest);
  return sum;
}

int main(int argc, char **argv) {
  const int rounds = scaled(argc, argv, 12);
  random_numbers random;
  std::string text = "[";
  for (int i = 0; i < 300; ++i) {
    text += i ? ",\n" : "";
    write(text, random, 4);
  }
  text += "]";
  double sum = 0;
  int deepest = 0;
  for (int round = 0; round < rounds; ++round) {
    owner<value> document = parser(text).parse(nullptr);
    sum += total(lend(document), deepest);
    document->release();
  }
  std::printf("%.2f %d\n", sum, deepest);
}
