/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_HELD_HH
#define BFI_STORE_HELD_HH

/*
 * A file that is only ever replaced by another one, never written to: whether
 * it is still the one that stands at its path costs a look at the folder, not
 * opening and reading it, which two times a query would be a tenth of it.
 */

#include <string>
#include <sys/stat.h>

namespace bfi
{

class Held
{
  public:
    Held() = default;
    /* Hold `file`, as it is now, if it can be opened. As long as
     * it is held no other file gets its number. */
    explicit Held(std::string file);
    Held(Held &&other) noexcept;
    Held &operator=(Held &&other) noexcept;
    ~Held();
    /* Whether that one stands there still, and was not written to. False also
     * where that is not known. */
    bool is_there() const;

  private:
    int fd = -1;
    std::string path;
    struct stat seen = {};
};

} // namespace bfi

#endif
