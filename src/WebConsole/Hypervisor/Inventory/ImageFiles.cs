using System.Collections.Immutable;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// What a look at a host's files has told beyond what libvirt lists (<see cref="ImageFileReader"/>): which of their names lead to
/// one file, and what images that no pool lists rest on. Without a look, names are compared as they are written.
/// </summary>
public sealed record ImageFiles
{
    public static readonly ImageFiles None = new();

    /// <summary>By names of files and directories that were looked at, their paths without symbolic links.</summary>
    public ImmutableDictionary<string, string> Real { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>By real paths of unlisted images, the image below.</summary>
    public ImmutableDictionary<string, string> Below { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Unlisted images of which nobody could tell what they rest on, by real paths, and what needs them.</summary>
    public ImmutableArray<(string Image, string User)> Unknown { get; init; } = [];

    /// <summary>The name under which an image is compared.</summary>
    public string RealOf(string image) => Real.IsEmpty ? image
        : Real.GetValueOrDefault(image) ?? (image.LastIndexOf('/') is > 0 and var slash && Real.TryGetValue(image[..slash], out var directory) ? directory + image[slash..] : image);

    /// <summary>Whether an image, or one of the unlisted images below it and the one that these rest on, is one of <paramref name="wanted"/>.</summary>
    public bool Reaches(string image, Func<string, bool> wanted)
    {
        var real = RealOf(image);
        // Whoever makes an image can have it rest on itself.
        for (var left = Below.Count; !wanted(real); left--)
        {
            if (left <= 0 || !Below.TryGetValue(real, out var below))
                return false;
            real = RealOf(below);
        }
        return true;
    }

    /// <summary>Why nobody can tell whether something rests on <paramref name="volume"/>; <c>null</c> if all is known.</summary>
    public string? WhyUnknown(string volume) => Unknown switch
    {
        [] => null,
        [var (image, user), ..] => $"{user} needs {image}, and nobody can tell what that rests on: it may be {volume}. Make a pool of its folder, or start and refresh the pool it lies in."
            + (Unknown.Length > 1 ? $" The same with {string.Join(", ", Unknown.Skip(1).Take(5).Select(other => other.Image))}{(Unknown.Length > 6 ? ", …" : ".")}" : ""),
    };
}
