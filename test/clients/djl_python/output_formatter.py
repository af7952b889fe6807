def output_formatter(function):
    """Marks a function; the handler looks for the mark."""
    function.is_output_formatter = True
    return function
