using System.Text;

namespace WebConsole.Components.Shared.Forms;

/// <summary>A small file of somebody who uses a form.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="Bytes">What it holds.</param>
public sealed record FileContent(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What a file of text holds.</summary>
    public string Text
    {
        get
        {
            using var reader = new StreamReader(Read(), Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    public Stream Read() => new MemoryStream(Bytes.ToArray(), writable: false);
}
