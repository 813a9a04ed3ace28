/** Lets only the newest question of a kind be answered: answers to older ones are dropped. */
export class Latest {
  private readonly turns = new Map<string, number>();

  /** Resolves to undefined when a newer question of this kind was asked meanwhile. */
  async of<T>(kind: string, answer: Promise<T>): Promise<T | undefined> {
    const turn = this.begin(kind);
    try {
      const value = await answer;
      return this.turns.get(kind) === turn ? value : undefined;
    } catch (error) {
      if (this.turns.get(kind) === turn) throw error;
      return undefined;
    }
  }

  /** Makes every answer of this kind that is still under way a stale one. */
  drop(kind: string): void {
    this.begin(kind);
  }

  private begin(kind: string): number {
    const turn = (this.turns.get(kind) ?? 0) + 1;
    this.turns.set(kind, turn);
    return turn;
  }
}
