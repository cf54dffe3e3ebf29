# Writes plain R values as JSON: numbers with 17 significant digits (they read back as the same double), NA as null,
# named lists as objects, matrices as one array a row. Base R only.
toJson <- function(x) {
  if (is.matrix(x)) return(array(apply(x, 1, function(row) toJson(I(row)))))
  if (is.list(x)) {
    parts <- vapply(x, toJson, "")
    if (is.null(names(x))) return(array(parts, ",\n"))
    return(paste0("{", paste0("\"", names(x), "\": ", parts, collapse = ", "), "}"))
  }
  parts <- if (is.character(x)) paste0("\"", x, "\"") else if (is.logical(x)) tolower(x) else sprintf("%.17g", x)
  parts[is.na(x)] <- "null"
  if (length(x) == 1 && !inherits(x, "AsIs")) parts else array(parts)
}
array <- function(parts, between = ",") paste0("[", paste(parts, collapse = between), "]")

# A generator that does not change with R's version.
seed <- function(n) set.seed(n, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
