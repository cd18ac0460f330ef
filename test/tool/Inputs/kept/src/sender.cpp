#include "api.h"
using namespace conure;

class CONURE_PROCESS Reader {
public:
  CONURE_ASYNC void take(std::string text) { size_ = text.size(); }

private:
  std::size_t size_ = 0;
};

class CONURE_PROCESS Kept {
public:
  CONURE_ASYNC void overrider(process<Reader> to) {
    auto sink = keeper();
    std::string text = "a text";
    sink->look(text);
    to->take(std::move(text)); // FOUND send-alias
  }
  CONURE_ASYNC void overrider_behind_a_function(process<Reader> to) {
    auto sink = keeper();
    std::string text = "a text";
    show(*sink, text);
    to->take(std::move(text)); // FOUND send-alias
  }
  CONURE_ASYNC void overrider_behind_a_function_elsewhere(process<Reader> to) {
    auto sink = keeper();
    std::string text = "a text";
    show_far(*sink, text);
    to->take(std::move(text)); // FOUND send-alias
  }
  CONURE_ASYNC void result_of_an_overrider(process<Reader> to) {
    auto sink = keeper();
    std::string text = "a text";
    std::string_view name = sink->name(text);
    to->take(std::move(text)); // FOUND send-alias
    size_ = name.size();
  }
  CONURE_ASYNC void hidden_field(process<Reader> to) {
    Store store;
    std::string text = "a text";
    store.put(text);
    to->take(std::move(text)); // FOUND send-alias
    store.show();
  }
  CONURE_ASYNC void hidden_field_moved(process<Reader> to) {
    Store store;
    std::string text = "a text";
    store.put(text);
    Store other(std::move(store));
    to->take(std::move(text)); // FOUND send-alias
    other.show();
  }
  CONURE_ASYNC void result(process<Reader> to) {
    std::string text = "a text";
    std::string_view part = trimmed(text);
    to->take(std::move(text)); // FOUND send-alias
    size_ = part.size();
  }
  CONURE_ASYNC void output(process<Reader> to) {
    std::string text = "a text";
    std::string_view part;
    first_word(text, part);
    to->take(std::move(text)); // FOUND send-alias
    size_ = part.size();
  }
  CONURE_ASYNC void field(process<Reader> to) {
    std::string text = "a text";
    Names names;
    names.keep(text);
    to->take(std::move(text)); // FOUND send-alias
    size_ = names.first.size();
  }
  CONURE_ASYNC void constructor(process<Reader> to) {
    std::string text = "a text";
    Registrar registrar(text);
    to->take(std::move(text)); // FOUND send-alias
  }
  CONURE_ASYNC void functions_that_call_each_other(process<Reader> to) {
    std::string a = "a text", b = "a text";
    size_ = even(a, b, 3);
    to->take(std::move(a)); // FOUND send-alias
    to->take(std::move(b)); // FOUND send-alias
  }

private:
  std::size_t size_ = 0;
};

class CONURE_PROCESS NotKept {
public:
  CONURE_ASYNC void overrider(process<Reader> to) {
    auto out = printer();
    std::string text = "a text";
    out->print(text);
    to->take(std::move(text));
    out->print("the end");
  }
  CONURE_ASYNC void hidden_field(process<Reader> to) {
    Copies copies;
    std::string text = "a text";
    copies.put(text);
    to->take(std::move(text));
    copies.show();
  }
  CONURE_ASYNC void hidden_field_that_ended(process<Reader> to) {
    std::string text = "a text";
    {
      Store store;
      store.put(text);
      store.show();
    }
    to->take(std::move(text));
  }
  CONURE_ASYNC void result(process<Reader> to) {
    std::string text = "a text";
    std::string_view constant = label(text);
    to->take(std::move(text));
    size_ = constant.size();
  }
  CONURE_ASYNC void output(process<Reader> to) {
    std::string text = "a text";
    std::string_view constant;
    describe(text, constant);
    to->take(std::move(text));
    size_ = constant.size();
  }
  CONURE_ASYNC void field(process<Reader> to) {
    std::string text = "a text";
    Names names;
    names.see(text);
    to->take(std::move(text));
    size_ = names.first.size();
  }

private:
  std::size_t size_ = 0;
};
