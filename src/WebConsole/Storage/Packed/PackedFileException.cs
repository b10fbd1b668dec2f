namespace WebConsole.Storage.Packed;

/// <summary>A packed file is not what it must be.</summary>
/// <param name="said">What is wrong with it, in a sentence for users.</param>
internal sealed class PackedFileException(string said) : Exception(said)
{
    public static PackedFileException Short() => new("The packed file ends too early.");

    public static PackedFileException Damaged() => new("The packed file is damaged.");

    public static PackedFileException More() => new("Something else follows the end of the packed file.");
}
