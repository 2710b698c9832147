//! A page as an SVG file: codes as one path each, words as text, nothing that runs and nothing from elsewhere.

use super::mark::{Area, Mark, What};
use super::page::{PAGE, Page};
use std::fmt::Write as _;

impl Page {
    /// The page as an SVG file of 210 x 297 mm; its unit is the dot of the PNG file.
    pub fn svg(&self) -> String {
        let (width, height) = PAGE;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"210mm\" height=\"297mm\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"'DejaVu Sans Mono','Liberation Mono','Courier New',monospace\">\n<title>{}</title>\n\
             <path fill=\"#fff\" d=\"M0 0h{width}v{height}H0z\"/>\n",
            escaped(self.title)
        );
        for mark in &self.marks {
            draw(&mut svg, mark);
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// To write into a text cannot fail.
fn draw(svg: &mut String, mark: &Mark) {
    let Area { left, top, width, .. } = mark.area;
    let _ = match &mark.what {
        What::Black(areas) => {
            svg.push_str("<path shape-rendering=\"crispEdges\" d=\"");
            for area in areas {
                let (x, y) = (left + area.left, top + area.top);
                let _ = write!(svg, "M{x} {y}h{}v{}h-{}z", area.width, area.height, area.width);
            }
            svg.write_str("\"/>\n")
        }
        What::Pictogram(drawing, step) => writeln!(
            svg,
            "<path fill-rule=\"evenodd\" transform=\"translate({left} {top}) scale({step})\" d=\"{drawing}\"/>"
        ),
        What::Text(line, letters) => {
            // A letter of such a font is 0.6 as wide as the font is high; whatever font comes, the line keeps its width.
            let size = letters.width() * 5 / 3;
            let base = top + letters.height() * 4 / 5;
            let line = escaped(line);
            writeln!(
                svg,
                "<text xml:space=\"preserve\" x=\"{left}\" y=\"{base}\" font-size=\"{size}\" textLength=\"{width}\" \
                 lengthAdjust=\"spacingAndGlyphs\">{line}</text>"
            )
        }
    };
}

/// A text that is only text: control characters, which XML has none of, are none here ([`crate::face::picture::wrap`]).
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
