"""The look of one field of an electronic form, on phone and desktop."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.fields import Field, Tick

Choose = rx.EventHandler | None


def field_view(
    found: Field,
    provinces: rx.Var[list[Tick]],
    choose_province: Choose,
    *,
    keep: str | rx.Var[str] = "",
    only: bool | rx.Var[bool] = False,
) -> Component:
    """One field. `keep` is a prefix under which the browser remembers what is being typed; the
    only field of a page has its label as the heading."""
    return rx.match(
        found.kind,
        ("choice", _choices(found, only, keep, many=False)),
        ("choices", _choices(found, only, keep, many=True)),
        ("search", _searched(found, only, keep)),
        ("address", _address(found, only, provinces, choose_province, keep)),
        ("bank_account", _bank_account(found, only, keep)),
        _typed(found, only, keep),
    )


def _heading(found: Field, only: bool | rx.Var[bool], inside: Component | rx.Var[str]) -> Component:
    return rx.cond(only, rx.el.h1(inside), inside)


def _notes(found: Field) -> Component:
    return rx.fragment(
        rx.cond(found.help != "", rx.el.p(found.help, class_name="help", id=found.id + "-help")),
        rx.cond(found.source != "", rx.el.p(found.source, class_name="source")),
        rx.cond(
            found.error != "",
            rx.el.p(found.error, class_name="error", id=found.id + "-error", role="alert"),
        ),
    )


def _optional(found: Field) -> Component:
    return rx.cond(
        ~found.required, rx.el.p("Không bắt buộc, có thể để trống.", class_name="muted small")
    )


def _kept(keep: str | rx.Var[str], name: str | rx.Var[str]) -> dict[str, str | rx.Var[str]]:
    """Under which name the browser remembers a field; nothing where it should not."""
    return {} if isinstance(keep, str) and not keep else {"data-keep": keep + name}


def _must(found: Field) -> rx.Var[str] | str:
    """The mark of what has to be answered; drawn by the style sheet, told by aria-required."""
    return rx.cond(found.required, "must", "")


def _described(found: Field) -> dict[str, str | rx.Var[str]]:
    return {"aria-describedby": found.id + "-help " + found.id + "-error"}


def _typed(found: Field, only: bool | rx.Var[bool], keep: str | rx.Var[str]) -> Component:
    custom = _described(found) | _kept(keep, found.key)
    return rx.el.div(
        _heading(found, only, rx.el.label(found.label, html_for=found.id, class_name=_must(found))),
        _notes(found),
        rx.cond(
            found.kind == "long_text",
            rx.el.textarea(
                id=found.id,
                name="a." + found.key,
                default_value=found.text,
                aria_invalid=(found.error != "").to_string(),
                aria_required=found.required.to_string(),
                custom_attrs=custom,
            ),
            rx.el.input(
                id=found.id,
                name="a." + found.key,
                type=found.input_type,
                input_mode=found.input_mode,
                default_value=found.text,
                auto_complete="off",
                placeholder=rx.cond(found.kind == "date", "ngày/tháng/năm", ""),
                aria_invalid=(found.error != "").to_string(),
                aria_required=found.required.to_string(),
                custom_attrs=custom,
            ),
        ),
        _optional(found),
        class_name="question",
    )


def _searched(found: Field, only: bool | rx.Var[bool], keep: str | rx.Var[str]) -> Component:
    """One of many answers, found by typing a part of it."""
    return rx.el.div(
        _heading(found, only, rx.el.label(found.label, html_for=found.id, class_name=_must(found))),
        _notes(found),
        rx.el.p(
            "Gõ vài chữ rồi chọn trong danh sách " + found.options.length().to_string() + " mục.",
            class_name="muted small",
        ),
        rx.el.input(
            id=found.id,
            name="a." + found.key,
            type="text",
            default_value=found.text,
            auto_complete="off",
            list=found.id + "-offered",
            aria_invalid=(found.error != "").to_string(),
            aria_required=found.required.to_string(),
            custom_attrs=_described(found) | _kept(keep, found.key),
        ),
        rx.el.datalist(
            rx.foreach(found.options, lambda o: rx.el.option(value=o.label)),
            id=found.id + "-offered",
        ),
        _optional(found),
        class_name="question",
    )


def _choices(
    found: Field, only: bool | rx.Var[bool], keep: str | rx.Var[str], *, many: bool
) -> Component:
    name = "a." + found.key
    return rx.el.fieldset(
        rx.el.legend(_heading(found, only, found.label), class_name=_must(found)),
        _notes(found),
        rx.foreach(
            found.options,
            lambda option: rx.el.label(
                rx.el.input(
                    type="checkbox" if many else "radio",
                    name=name + "." + option.value if many else name,
                    value="yes" if many else option.value,
                    default_checked=option.ticked,
                    custom_attrs=_kept(keep, found.key + "." + option.value if many else found.key),
                ),
                rx.el.span(option.label),
                class_name="choice",
            ),
        ),
        _optional(found),
        class_name="question",
    )


def _select(
    label: str, name: rx.Var[str], id_: rx.Var[str], empty: str, chosen: rx.Var[str],
    offered: rx.Var[list[Tick]], kept: dict[str, str | rx.Var[str]], **more: object,
) -> Component:  # fmt: skip
    return rx.el.div(
        rx.el.label(label, html_for=id_),
        rx.el.select(
            rx.el.option(empty, value=""),
            rx.foreach(offered, lambda o: rx.el.option(o.label, value=o.value)),
            id=id_,
            name=name,
            default_value=chosen,
            custom_attrs=kept,
            **more,
        ),
        class_name="field",
    )


def _text(
    label: str, found: Field, part: str, value: rx.Var[str], keep: str | rx.Var[str], hint: str = ""
) -> Component:
    id_ = found.id + "-" + part
    return rx.el.div(
        rx.el.label(label, html_for=id_),
        rx.el.input(
            id=id_,
            name="a." + found.key + "." + part,
            type="text",
            default_value=value,
            auto_complete="off",
            placeholder=hint,
            custom_attrs=_kept(keep, found.key + "." + part),
        ),
        class_name="field",
    )


def _address(
    found: Field,
    only: bool | rx.Var[bool],
    provinces: rx.Var[list[Tick]],
    choose_province: Choose,
    keep: str | rx.Var[str],
) -> Component:
    name = "a." + found.key
    more = (
        {}
        if choose_province is None
        else {"on_change": lambda value: choose_province(found.key, value)}
    )
    return rx.el.fieldset(
        rx.el.legend(_heading(found, only, found.label), class_name=_must(found)),
        _notes(found),
        _select(
            "Tỉnh, thành phố", name + ".province", found.id + "-province",
            "Chọn tỉnh, thành phố", found.province, provinces,
            _kept(keep, found.key + ".province"), **more,
        ),
        rx.el.div(
            _select(
                "Xã, phường", name + ".commune", found.id + "-commune",
                "Chọn xã, phường", found.commune, found.communes,
                _kept(keep, found.key + ".commune"),
            ),
            key=found.province,
        ),
        _text(
            "Số nhà, đường; thôn, tổ dân phố", found, "detail", found.detail, keep,
            "Ví dụ: Số 12, đường Bắc Sơn",
        ),
        _optional(found),
        class_name="question",
    )  # fmt: skip


def _bank_account(found: Field, only: bool | rx.Var[bool], keep: str | rx.Var[str]) -> Component:
    return rx.el.fieldset(
        rx.el.legend(_heading(found, only, found.label), class_name=_must(found)),
        _notes(found),
        _text("Ngân hàng", found, "bank", found.bank, keep),
        _text("Số tài khoản", found, "number", found.number, keep),
        _text("Chủ tài khoản", found, "holder", found.holder, keep),
        _optional(found),
        class_name="question",
    )
