using System.Reflection;
using Libvirt.Native;
using Xunit;

namespace Libvirt.Tests.Native;

/// <summary>
/// What is bound is what <c>api-coverage.txt</c> lists, and all that libvirt has under the prefixes listed there is
/// either bound or left out with a reason. Both lists only grow.
/// </summary>
public sealed class ApiCoverageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Native", "api-coverage.txt"));

    private static readonly Dictionary<string, MethodInfo> Bound = typeof(NativeMethods)
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(method => method.Name.StartsWith("vir", StringComparison.Ordinal))
        // A function may be declared once for a handle and once for a bare pointer.
        .DistinctBy(method => method.Name)
        .ToDictionary(method => method.Name);

    [Fact]
    public void WhatIsBound_IsWhatTheListSays() =>
        Assert.Equal(Listed("bound").Order(StringComparer.Ordinal), Bound.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void EachBoundFunction_ExistsWithAsManyParameters() => Assert.All(Bound, pair =>
    {
        Assert.True(ApiDescription.Functions.TryGetValue(pair.Key, out var parameters), $"libvirt has no {pair.Key}");
        Assert.Equal((pair.Key, parameters), (pair.Key, pair.Value.GetParameters().Length));
    });

    [Fact]
    public void UnderACompletePrefix_NothingIsForgotten()
    {
        var leftOut = Listed("left-out").ToHashSet(StringComparer.Ordinal);
        var prefixes = Listed("complete").ToArray();

        Assert.NotEmpty(prefixes);
        Assert.Equal([], ApiDescription.Functions.Keys.Where(
            function => prefixes.Any(prefix => function.StartsWith(prefix, StringComparison.Ordinal))
                && !Bound.ContainsKey(function) && !leftOut.Contains(function)));
    }

    [Fact]
    public void WhatIsLeftOut_HasAReasonAndIsNotBound() => Assert.All(
        Lines.Where(line => line.StartsWith("left-out ", StringComparison.Ordinal)).Select(line => line.Split(' ', 3)), words =>
        {
            Assert.True(words.Length == 3, $"{words[1]} has no reason");
            Assert.False(Bound.ContainsKey(words[1]), $"{words[1]} is bound");
            Assert.True(ApiDescription.Functions.ContainsKey(words[1]), $"libvirt has no {words[1]}");
        });

    private static IEnumerable<string> Listed(string kind) => Lines
        .Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal))
        .Select(line => line.Split(' ')[1]);
}
