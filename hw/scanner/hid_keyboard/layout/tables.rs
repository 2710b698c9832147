//! What is printed on the keys, in the layouts that Windows calls by these countries (scanners are made for it).
//! Data only. U+0300 to U+0308 are the dead keys grave, acute, circumflex, tilde and diaeresis.

use super::Layout;

pub(super) static US: Layout = Layout {
    name: "us",
    rows: [
        ["`1234567890-=", "~!@#$%^&*()_+", "", ""],
        ["qwertyuiop[]", "QWERTYUIOP{}", "", ""],
        ["asdfghjkl;'\\", "ASDFGHJKL:\"|", "", ""],
        ["\\zxcvbnm,./", "|ZXCVBNM<>?", "", ""],
    ],
};

pub(super) static FR: Layout = Layout {
    name: "fr",
    rows: [
        ["²&é\"'(-è_çà)=", "\u{b2}1234567890°+", "  \u{303}#{[|\u{300}\\^@]}", ""],
        ["azertyuiop\u{302}$", "AZERTYUIOP\u{308}£", "  €        ¤", ""],
        ["qsdfghjklmù*", "QSDFGHJKLM%µ", "", ""],
        ["<wxcvbn,;:!", ">WXCVBN?./§", "", ""],
    ],
};

pub(super) static GB: Layout = Layout {
    name: "gb",
    rows: [
        ["`1234567890-=", "¬!\"£$%^&*()_+", "¦   €", ""],
        ["qwertyuiop[]", "QWERTYUIOP{}", "  é   úíó", "  É   ÚÍÓ"],
        ["asdfghjkl;'#", "ASDFGHJKL:@~", "á", "Á"],
        ["\\zxcvbnm,./", "|ZXCVBNM<>?", "", ""],
    ],
};

pub(super) static DE: Layout = Layout {
    name: "de",
    rows: [
        ["\u{302}1234567890ß\u{301}", "°!\"§$%&/()=?\u{300}", "  ²³   {[]}\\", ""],
        ["qwertzuiopü+", "QWERTZUIOPÜ*", "@ €        ~", ""],
        ["asdfghjklöä#", "ASDFGHJKLÖÄ'", "", ""],
        ["<yxcvbnm,.-", ">YXCVBNM;:_", "|      µ", ""],
    ],
};

pub(super) static ES: Layout = Layout {
    name: "es",
    rows: [
        ["º1234567890'¡", "ª!\"·$%&/()=?¿", "\\|@#\u{303}€¬", ""],
        ["qwertyuiop\u{300}+", "QWERTYUIOP\u{302}*", "  €       []", ""],
        ["asdfghjklñ\u{301}ç", "ASDFGHJKLÑ\u{308}Ç", "          {}", ""],
        ["<zxcvbnm,.-", ">ZXCVBNM;:_", "", ""],
    ],
};

pub(super) static IT: Layout = Layout {
    name: "it",
    rows: [
        ["\\1234567890'ì", "|!\"£$%&/()=?^", "     €", ""],
        ["qwertyuiopè+", "QWERTYUIOPé*", "  €       []", "          {}"],
        ["asdfghjklòàù", "ASDFGHJKLç°§", "         @#", ""],
        ["<zxcvbnm,.-", ">ZXCVBNM;:_", "", ""],
    ],
};

pub(super) static BE: Layout = Layout {
    name: "be",
    rows: [
        ["²&é\"'(§è!çà)-", "³1234567890°_", " |@#  ^  {}", ""],
        ["azertyuiop\u{302}$", "AZERTYUIOP\u{308}*", "  €       []", ""],
        ["qsdfghjklmùµ", "QSDFGHJKLM%£", "          \u{301}\u{300}", ""],
        ["<wxcvbn,;:=", ">WXCVBN?./+", "\\         \u{303}", ""],
    ],
};
