using System.Reflection;
using Libvirt.Native;
using Xunit;

namespace Libvirt.Tests.Native;

/// <summary>
/// The bound functions are those in <c>api-coverage.txt</c>, and each libvirt function with a prefix listed there is
/// either bound or left out with a reason. Both lists only grow.
/// </summary>
public sealed class ApiCoverageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Native", "api-coverage.txt"));

    /// <summary>One declaration per function, or one per type of its first argument.</summary>
    private static readonly ILookup<string, MethodInfo> Bound = typeof(NativeMethods)
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(method => method.Name.StartsWith("vir", StringComparison.Ordinal))
        .ToLookup(method => method.Name);

    [Fact]
    public void WhatIsBound_IsWhatTheListSays() =>
        Assert.Equal(Listed("bound").Order(StringComparer.Ordinal), Bound.Select(function => function.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void EachBoundFunction_ExistsWithAsManyParameters() => Assert.All(Bound.SelectMany(function => function), method =>
    {
        Assert.True(ApiDescription.Functions.TryGetValue(method.Name, out var parameters), $"libvirt has no {method.Name}");
        Assert.Equal((method.Name, parameters), (method.Name, method.GetParameters().Length));
    });

    [Fact]
    public void UnderACompletePrefix_NothingIsForgotten()
    {
        var leftOut = Listed("left-out").ToHashSet(StringComparer.Ordinal);
        var prefixes = Listed("complete").ToArray();

        Assert.NotEmpty(prefixes);
        Assert.Equal([], ApiDescription.Functions.Keys.Where(
            function => prefixes.Any(prefix => function.StartsWith(prefix, StringComparison.Ordinal))
                && !Bound.Contains(function) && !leftOut.Contains(function)));
    }

    [Fact]
    public void WhatIsLeftOut_HasAReasonAndIsNotBound() => Assert.All(
        Lines.Where(line => line.StartsWith("left-out ", StringComparison.Ordinal)).Select(line => line.Split(' ', 3)), words =>
        {
            Assert.True(words.Length == 3, $"{words[1]} has no reason");
            Assert.False(Bound.Contains(words[1]), $"{words[1]} is bound");
            Assert.True(ApiDescription.Functions.ContainsKey(words[1]), $"libvirt has no {words[1]}");
        });

    private static IEnumerable<string> Listed(string kind) => Lines
        .Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal))
        .Select(line => line.Split(' ')[1]);
}
