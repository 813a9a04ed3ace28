namespace RnnScope.Analysis.Errors.Words;

/// <summary>What a symbol is to somebody who reads words.</summary>
internal enum SymbolClass : byte
{
    /// <summary>Controls, the unknown symbol, bytes that are no UTF-8.</summary>
    Other,

    /// <summary>Letters, marks, digits and the underscore.</summary>
    Letter,

    /// <summary>An apostrophe between two letters: it belongs to the word.</summary>
    Apostrophe,

    /// <summary>Spaces and the ends of lines.</summary>
    Space,

    /// <summary>Quotation marks of all kinds.</summary>
    Quote,

    /// <summary>All other punctuation, and symbols such as + and $.</summary>
    Punctuation,
}
